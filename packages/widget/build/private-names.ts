/**
 * Properties that only the widget's own code knows, which the build therefore makes short, alike in all its files. None may be known to the API
 * or to pages, nor be one of the browser's that the widget uses: `testing/private-names.test.ts` looks for that. None may be left out of an
 * object that has it: pages put short names on Object.prototype.
 */
export const privateNames = `
  Actions Attachments ClosedNote Consent DayLine Form Fragment IconButton Kept PreChat Presence Rating Sheet addStyles agentConfig
  announcement app attempt attended begin block bring chosen clientId computed consented conversation current dictate dictating draft
  emit entry entryOf explain extras fault field fill findParent flush focusWanted follow followOperator full goTo growing history invite
  isOnline isOpen keepLead keepPlace launcher locale luminance nodes onChange onEnd onError onMessage openers paint parcel phase
  pickFiles pictureOf playSound preload present problem products progress receive retryAfter running safeUrl says setOnline shownParts
  showUnread shut sources started storage switchTo take takeAside takeFiles tellTyping textOf textOn typing unclosed untracked useTexts
  visitor write
`
  .trim()
  .split(/\s+/)
