import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Hablar con una persona',
  earlier: 'Conversaciones anteriores',
  noEarlier: 'No hay otras conversaciones.',
  mail: 'Enviar por correo',
  mailAddress: 'Correo electrónico',
  mailSent: 'La conversación va de camino a su correo.',
  soundOn: 'Activar el sonido',
  soundOff: 'Desactivar el sonido',
  failed: 'No ha funcionado. Inténtelo de nuevo.',
  thanks: 'Gracias.',
  reason: '¿Qué podría mejorar?',
  uploading: 'Subiendo {name}: {percent}',
  remove: 'Quitar {name}',
  fileFailed: 'No se pudo subir {name}.',
  fileTooLarge: '{name} es demasiado grande.',
  dismiss: 'Cerrar',
}
