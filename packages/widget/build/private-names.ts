/**
 * Properties that only the widget's own code knows, which the build therefore makes short, alike in all its files. None may be known to the API
 * or to pages, nor be one of the browser's that the widget uses: `testing/private-names.test.ts` looks for that. None may be left out of an
 * object that has it: pages put short names on Object.prototype.
 */
export const privateNames = `
  Actions Attachments ClosedNote Consent DayLine Form Fragment IconButton PreChat Rating Sheet addStyles agentConfig announcement app attempt attended
  begin block bring chosen clientId computed consented conversation dictate dictating draft emit entry entryOf explain extras field fill
  findParent focusWanted follow followOperator full goTo iconName invite isOpen keepLead keepPlace launcher locale luminance
  nodes current onChange onEnd onError onMessage online openers paint parcel  phase pickFiles pictureOf playSound problem products progress retryAfter
  running says safeUrl setOnline shownParts showUnread shut sources started storage switchTo takeAside takeFiles tellTyping textOf textOn typing unclosed
  untracked useTexts visitor
`
  .trim()
  .split(/\s+/)
