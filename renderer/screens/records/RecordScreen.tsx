// Comes next.
export function RecordScreen() { return null; }
