import { suffixStemmer } from './suffix-stemmer.ts'

export const stemFinnish = suffixStemmer([
  { suffixes: 'kaan han hän kin ko pa', keep: 4 },
  { suffixes: 'mme nne nsa ni si', keep: 4 },
  {
    suffixes: 'issa ista ihin illa ilta ille iksi ssa sta lla lta lle ksi tta iden ien den een aan oon han hin seen in ja ta na a n t',
    keep: 3,
  },
  { suffixes: 'minen mise uksen>us ukset>us uks>us isen>inen iset>inen ise>inen ut u y i e a o', keep: 3 },
  { suffixes: 'kk>k pp>p tt>t', keep: 2 },
])

export const stemPolish = suffixStemmer([
  { suffixes: 'nosc osci osc', keep: 4 },
  {
    suffixes: `owaniem owania owanie aniami aniach aniem ania anie eniami eniach eniem enia enie ciami iego iemu ymi imi ego emu ach ami owie owi ow iem em om
      owac ywac iwac asz amy acie aja ala alo ali al ysz ymy ycie ila ilo ili il ac ec ic yc ie ia iu ej ym ich ych a e i o u y`,
    keep: 3,
  },
  { suffixes: 'sz>s cz>c rz>r i', keep: 3 },
])

export const stemRussian = suffixStemmer([
  { suffixes: 'ся сь', keep: 4 },
  {
    suffixes: `ированием ирования ирование иями ениями ениях ением ениям ения ение ению ании ание ания анию анием ости остью ость ями ами иях иям ием ией ях ах ям ам ов ев еи ои ыи ии
      его ого ему ому ими ыми их ых ую юю ая яя ое ее ие ые им ым ом ем аю ают яют ует уют ите ите аите ать ять ить еть уть ется ются ила ило или ил ала ало али ал ет ит ат ят ут ют ешь ишь
      а е и о у ы ь ю я й`,
    keep: 3,
  },
  { suffixes: 'нн>н', keep: 3 },
])

export const stemTurkish = suffixStemmer([
  { suffixes: 'larimiz lerimiz lariniz leriniz larin lerin larda lerde lardan lerden lari leri lar ler', keep: 3 },
  {
    suffixes: 'imiz iniz umuz unuz sini sina sine nin nun den dan ten tan de da te ta in un im um si su ni nu yi yu ya ye i u a e',
    keep: 3,
  },
])

export const stemCzech = suffixStemmer([
  {
    suffixes: 'ovani ovanim ani eni anim enim ach ech ich ami emi imi ymi eho iho emu imu ou ych um em es ove ovi ie ia y i a e o u',
    keep: 3,
  },
  { suffixes: 'ov in ni', keep: 4 },
])
