const words: readonly (readonly [value: number, spellings: string])[] = [
  [2, 'two zwei deux dos due dois duas twee dwa dwie dwoch dva dve dvou to tva kaksi iki два две двух 二 两'],
  [3, 'three drei trois tres tre drie trzy trzech tri tre kolme uc три трех 三'],
  [4, 'four vier quatre cuatro quattro quatro cztery czterech ctyri ctyr fire fyra nelja dort четыре четырех 四'],
  [5, 'five funf cinq cinco cinque vijf piec pieciu fem viisi pet bes пять пяти 五'],
  [6, 'six sechs seis sei zes szesc sest seks sex kuusi alti шесть шести 六'],
  [7, 'seven sieben sept siete sette sete zeven siedem sedm syv sju seitseman yedi семь семи 七'],
  [8, 'eight acht huit ocho otto oito osiem osm otte atta atte kahdeksan sekiz восемь восьми 八'],
  [9, 'nine neun neuf nueve nove negen dziewiec devet ni nio yhdeksan dokuz девять девяти 九'],
  [10, 'ten zehn dix diez dieci dez tien dziesiec deset ti tio kymmenen on десять десяти 十'],
  [11, 'eleven elf onze once undici jedenascie jedenact elleve elva onbir одиннадцать'],
  [12, 'twelve zwolf douze doce dodici doze twaalf dwanascie dvanact tolv kaksitoista oniki двенадцать dozen'],
  [13, 'thirteen dreizehn treize trece tredici treze dertien trzynascie trinact tretten tretton тринадцать'],
  [14, 'fourteen vierzehn quatorze catorce quattordici veertien czternascie ctrnact fjorten fjorton четырнадцать'],
  [15, 'fifteen funfzehn quinze quince quindici vijftien pietnascie patnact femten femton пятнадцать'],
  [16, 'sixteen sechzehn seize dieciseis sedici dezesseis zestien szesnascie seksten sexton'],
  [18, 'eighteen achtzehn dieciocho diciotto dezoito achttien osiemnascie atten arton восемнадцать'],
  [20, 'twenty zwanzig vingt veinte venti vinte twintig dwadziescia dvacet tyve tjugo yirmi двадцать'],
  [21, 'twenty-one einundzwanzig'],
  [24, 'twenty-four vierundzwanzig vierentwintig'],
  [25, 'twenty-five funfundzwanzig'],
  [28, 'twenty-eight achtundzwanzig'],
  [30, 'thirty dreissig trente treinta trenta trinta dertig trzydziesci tricet tredive trettio otuz тридцать'],
  [40, 'forty vierzig quarante cuarenta quaranta quarenta veertig czterdziesci ctyricet fyrre fyrtio kirk сорок'],
  [45, 'forty-five funfundvierzig'],
  [48, 'forty-eight achtundvierzig'],
  [50, 'fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig piecdziesiat padesat halvtreds femtio elli пятьдесят'],
  [60, 'sixty sechzig soixante sesenta sessanta sessenta zestig szescdziesiat sedesat tres sextio altmis шестьдесят'],
  [90, 'ninety neunzig noventa novanta negentig dziewiecdziesiat devadesat halvfems nittio doksan девяносто'],
  [100, 'hundred hundert cent cien cento cem honderd sto hundrede hundra yuz сто'],
]

/** Words that are the article as well: they count where a span of time follows. */
const ones = 'one ein eine einen einem einer un une uno una um uma een jeden jedna jedne en ett yksi bir один одна одну одного 一'

const index = (list: readonly (readonly [number, string])[]): ReadonlyMap<string, number> =>
  new Map(list.flatMap(([value, spellings]) => spellings.split(' ').map(word => [word, value] as const)))

const byWord = index([...words, [1, ones]])

/** The number that a folded word says; null when it says none. */
export const numberOfWord = (word: string) => byWord.get(word) ?? null

const digits: ReadonlyMap<string, number> = new Map([...'〇一二三四五六七八九'].map((digit, value) => [digit, value]))

/** Numbers below a hundred in Chinese characters, such as 三十五; null for anything else. */
export function numberOfCharacters(text: string): number | null {
  const plain = text.replaceAll('两', '二')
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain) ?? []
  if (plain === '' || (tens && !ten && ones)) return null
  if (!ten) return digits.get(tens ?? ones ?? '') ?? null
  return (digits.get(tens ?? '一') ?? 1) * 10 + (digits.get(ones ?? '〇') ?? 0)
}
