// Keeps the project reference alive until the screens land.
export const pending = true;
