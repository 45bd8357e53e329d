/**
 * Properties that only the widget's own code knows, which the build therefore makes short, alike in all its files. None may be known to the API
 * or to pages, nor be one of the browser's that the widget uses: `testing/private-names.test.ts` looks for that. None may be left out of an
 * object that has it: pages put short names on Object.prototype.
 */
export const privateNames = `
  addStyles agentConfig agentId align announcement app approval Attachments attempt attended author Avatar baseUrl begin block bring call
  chat children chosen citation clientId ClosedNote command computed Consent consented conversation css current DayLine dictate
  dictating Dots draft drop each element emit entry entryOf explainError extras Face fault field FileLink fill findParent flush focusWanted
  follow followOperator Footer Form form full goTo growing guard HandoffLine history Icon IconButton invite isOnline isWaiting isOpen keepLead Kept
  Latest lastHandoff launcher level listen load locale mark node nodes note offer onChange onEnd onError onMessage openers order paint parcel
  path peek Person phase pickFiles place playSound PreChat preload present problem product products progress pump receipt receive resume retry
  retryAfter run running safeUrl says scroller setOnline settings Sheet show shownParts showUnread shut Sources sources started
  storage switchTo tag take takeAside takeFiles tellTyping textOf tooLong Typing typing unclosed unread untracked use useTexts visitor watch Who
  write
`
  .trim()
  .split(/\s+/)
