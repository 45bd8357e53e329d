import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'किसी व्यक्ति से बात करें',
  earlier: 'पिछली बातचीत',
  noEarlier: 'कोई और बातचीत नहीं है।',
  mail: 'ईमेल से भेजें',
  mailAddress: 'ईमेल पता',
  mailSent: 'बातचीत आपको भेजी जा रही है।',
  soundOn: 'आवाज़ चालू करें',
  soundOff: 'आवाज़ बंद करें',
  failed: 'यह नहीं हो सका। फिर कोशिश करें।',
  thanks: 'धन्यवाद।',
  reason: 'क्या बेहतर हो सकता है?',
  uploading: '{name} अपलोड हो रही है: {percent}',
  remove: '{name} हटाएँ',
  fileFailed: '{name} अपलोड नहीं हो सकी।',
  fileTooLarge: '{name} बहुत बड़ी है।',
  dismiss: 'बंद करें',
}
