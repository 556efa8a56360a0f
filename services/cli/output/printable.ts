/** C0 (but the tab), DEL and C1: what others wrote must not steer the terminal of who reads it. */
const controlCharacters = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** One line of text without control characters. */
export function printable(text: string): string {
  return text.replaceAll(controlCharacters, ' ');
}
