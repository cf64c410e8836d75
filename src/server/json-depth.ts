const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [0x5b, 0x7b, 0x5d, 0x7d];

/** Lists and objects inside each other: more than any operation has a use for, and few enough to be parsed quickly. */
export const MOST_LEVELS = 100;

/** Whether a text that may be JSON has lists and objects inside each other on more levels: found in less time than it takes to parse. */
export function isDeeperThan(levels: number, text: string): boolean {
  let [depth, isInString] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) isInString = !isInString;
    else if (isInString) at += character === BACKSLASH ? 1 : 0;
    else if (character === CLOSE_LIST || character === CLOSE_OBJECT) depth--;
    else if (character === OPEN_LIST || character === OPEN_OBJECT) depth++;
    if (depth > levels) return true;
  }
  return false;
}
