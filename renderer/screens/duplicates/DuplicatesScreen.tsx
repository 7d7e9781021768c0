// Comes next.
export function DuplicatesScreen() { return null; }
