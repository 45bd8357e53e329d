/**
 * Properties that only the widget's own code knows, which the build therefore makes short, alike in all its files. None may be known to the API
 * or to pages, nor be one of the browser's that the widget uses: `testing/private-names.test.ts` looks for that. None may be left out of an
 * object that has it: pages put short names on Object.prototype.
 */
export const privateNames = `
  Actions addStyles agentConfig agentId align announcement app approval Attachments attempt attended author baseUrl begin block bring call
  chat children chosen citation clientId ClosedNote command computed Consent consented conversation css current DayLine detach dictate
  dictating draft drop each element emit entry entryOf explain extras fault field FileLink fill findParent flush focusWanted follow
  followOperator form Form full goTo growing history Icon IconButton invite isOnline isOpen keepLead keepPlace Kept launcher level listen
  load locale luminance mark node nodes note offer onChange onEnd onError onMessage openers order paint
  parcel path phase pickFiles pictureOf playSound PreChat preload Presence present problem product products progress pump Rating
  receipt receive retry retryAfter root run running safeUrl says setOnline settings Sheet shownParts show showUnread shut sources
  started storage switchTo tag take takeAside takeFiles tellTyping textOf textOn typing unclosed unread untracked use useTexts visitor watch
  write
`
  .trim()
  .split(/\s+/)
