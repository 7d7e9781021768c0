// `npm run build`: makes the app in out/.
import { bundleApp } from '../bundle/bundleApp.ts';

await bundleApp();
