/**
 * The form in which names are compared: without case, and with the characters that databases take for wildcards moved
 * out of the way, so that a search takes its text literally on every database.
 */
export function nameKey(name: string): string {
  return name
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('%', '\u{E000}')
    .replaceAll('_', '\u{E001}')
    .replaceAll('\\', '\u{E002}');
}
