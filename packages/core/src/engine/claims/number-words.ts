const words: readonly (readonly [value: number, spellings: string])[] = [
  [2, 'two zwei deux dos due dois duas twee dwa dwoch dva tva kaksi iki два две 二 两'],
  [3, 'three drei trois tres tre drie trzy trzech tri kolme uc три 三'],
  [4, 'four vier quatre cuatro quattro quatro cztery ctyri fire fyra nelja dort четыре'],
  [5, 'five funf cinq cinco cinque vijf piec fem viisi bes пять 五'],
  [6, 'six sechs seis sei zes szesc sest seks sex kuusi alti шесть'],
  [7, 'seven sieben sept siete sette sete zeven siedem sedm syv sju seitseman yedi семь 七'],
  [8, 'eight acht huit ocho otto oito osiem osm atte kahdeksan sekiz восемь'],
  [9, 'nine neun neuf nueve nove negen dziewiec devet ni nio yhdeksan dokuz девять'],
  [10, 'ten zehn dix diez dieci dez tien dziesiec deset ti tio kymmenen десять 十'],
  [12, 'twelve zwolf douze doce dodici doze twaalf dwanascie двенадцать'],
  [14, 'fourteen vierzehn quatorze catorce quattordici veertien czternascie четырнадцать'],
  [15, 'fifteen funfzehn quinze quince quindici vijftien'],
  [20, 'twenty zwanzig vingt veinte venti vinte twintig'],
  [24, 'twenty-four vierundzwanzig'],
  [30, 'thirty dreissig trente treinta trenta trinta dertig trzydziesci тридцать'],
  [40, 'forty vierzig quarante cuarenta quaranta quarenta veertig'],
  [50, 'fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig'],
  [60, 'sixty sechzig soixante sesenta sessanta sessenta zestig'],
  [90, 'ninety neunzig noventa novanta negentig'],
  [100, 'hundred hundert cent cien cento honderd sto сто'],
]

const byWord: ReadonlyMap<string, number> = new Map(words.flatMap(([value, list]) => list.split(' ').map(word => [word, value] as const)))

/** The number that a folded word says; null when it says none, or says so only sometimes, as "one" does. */
export const numberOfWord = (word: string) => byWord.get(word) ?? null
