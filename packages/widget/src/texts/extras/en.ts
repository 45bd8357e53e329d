/** What the parts say that are loaded when they are needed for the first time, in English. `{name}` is replaced. */
export const en = {
  person: 'Talk to a person',
  earlier: 'Earlier conversations',
  noEarlier: 'There are no other conversations.',
  mail: 'Send by e-mail',
  mailAddress: 'E-mail address',
  mailSent: 'The conversation is on its way to you.',
  soundOn: 'Turn sound on',
  soundOff: 'Turn sound off',
  failed: 'That did not work. Please try again.',
  thanks: 'Thank you.',
  reason: 'What could be better?',
  uploading: 'Uploading {name}: {percent}',
  remove: 'Remove {name}',
  fileFailed: '{name} could not be uploaded.',
  fileTooLarge: '{name} is too large.',
  dismiss: 'Dismiss',
}

export type ExtraTexts = Readonly<Record<keyof typeof en, string>>
