/**
 * JSON that PostgreSQL can hold. It takes no U+0000 and no half of a character, and what a model, a tool or a visitor says may have either: both
 * become U+FFFD. JSON writes them, and only them, as escapes.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value)
  return unstorable.test(text) ? text.replace(unstorableEverywhere, '$1\uFFFD') : text
}

const unstorable = /\\u(?:0000|d[89a-f])/
/** Not one whose backslash is itself escaped. */
const unstorableEverywhere = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g
