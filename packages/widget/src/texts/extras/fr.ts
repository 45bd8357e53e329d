import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Parler à une personne',
  earlier: 'Conversations précédentes',
  noEarlier: 'Il n’y a pas d’autre conversation.',
  mail: 'Envoyer par e-mail',
  mailAddress: 'Adresse e-mail',
  mailSent: 'La conversation est en route vers vous.',
  soundOn: 'Activer le son',
  soundOff: 'Couper le son',
  failed: 'Cela n’a pas fonctionné. Veuillez réessayer.',
  thanks: 'Merci.',
  reason: 'Que pourrions-nous améliorer ?',
  uploading: 'Envoi de {name} : {percent}',
  remove: 'Retirer {name}',
  fileFailed: '{name} n’a pas pu être envoyé.',
  fileTooLarge: '{name} est trop volumineux.',
  dismiss: 'Fermer',
}
