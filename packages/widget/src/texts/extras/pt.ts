import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Falar com uma pessoa',
  earlier: 'Conversas anteriores',
  noEarlier: 'Não há outras conversas.',
  mail: 'Enviar por e-mail',
  mailAddress: 'Endereço de e-mail',
  mailSent: 'A conversa está a caminho.',
  soundOn: 'Ligar o som',
  soundOff: 'Desligar o som',
  failed: 'Não funcionou. Tente novamente.',
  thanks: 'Obrigado.',
  reason: 'O que poderia ser melhor?',
  uploading: 'A carregar {name}: {percent}',
  remove: 'Remover {name}',
  fileFailed: 'Não foi possível carregar {name}.',
  fileTooLarge: '{name} é demasiado grande.',
  dismiss: 'Fechar',
}
