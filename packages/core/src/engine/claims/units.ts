/** A unit as it is written, and what it comes to in the base unit of its kind. */
export interface Unit {
  readonly unit: string
  readonly factor: number
}

const spellings: readonly (readonly [unit: string, factor: number, words: string])[] = [
  ['minute', 1, 'min mins minute minutes minuten minutos minuto minuti minut minuty minuuttia dakika минут минуты 分 分钟 分鐘'],
  [
    'minute',
    60,
    'h hr hrs hour hours stunde stunden std heure heures hora horas ora ore uur uren godzin godziny godzine hodin timer timmar tuntia saat часов часа час 時間 小时',
  ],
  [
    'minute',
    1440,
    'd day days tag tage tagen tages jour jours dia dias giorno giorni dag dagen dage dagar dager dni dzien dnia den dny dnech paiva paivaa paivan paivassa gun gunu gunluk день дня дней дн 日 日間 日以内 天 dagars dages dygn gunde gundur gune сутки werktag werktage werktagen arbeitstag arbeitstage arbeitstagen kalendertage werkdag werkdagen arbetsdagar hverdage virkedager arkipaivaa 営業日 工作日',
  ],
  [
    'minute',
    10_080,
    'week weeks woche wochen semaine semaines semana semanas settimana settimane weken uge uger vecka veckor uke uker viikkoa viikon veckors veckorna ugers tydzien tygodnie tygodni tyden tydny hafta неделя недели недель 週間 周 星期',
  ],
  [
    'month',
    1,
    'month months monat monate monaten mois mes meses mese mesi maand maanden maned maneder manad manader kuukautta kuukauden manaders maneders aydir miesiac miesiace miesiecy mesic mesice mesicu ay месяц месяца месяцев か月 ヶ月 カ月 个月',
  ],
  [
    'month',
    12,
    'year years yr yrs jahr jahre jahren an ans annee annees ano anos anno anni jaar ar aar vuotta vuoden rok lata lat roku roky let yil yildir yillik ars год года лет 年 年間',
  ],
  [
    '%',
    1,
    '% pct percent percents prozent pourcent pourcents procent procenta procento prosent prosenttia процент процента процентов パーセント',
  ],
  ['EUR', 1, '€ eur euro euros eurot euroa евро ユーロ'],
  ['USD', 1, '$ usd us$ dollar dollars dolar dolares dollaro dollari доллар долларов ドル 美元'],
  ['GBP', 1, '£ gbp pound pounds pfund livre livres libra libras'],
  ['CHF', 1, 'chf fr sfr franken francs franchi'],
  ['PLN', 1, 'zl pln zloty zlotych'],
  ['CZK', 1, 'kc czk korun koruna'],
  ['kr', 1, 'kr kr. sek nok dkk kronor kroner'],
  ['JPY', 1, '円 ¥ jpy yen'],
  ['CNY', 1, '元 cny rmb 人民币'],
  ['TRY', 1, '₺ try tl lira lirasi'],
  ['RUB', 1, '₽ rub руб рублей рубля'],
  ['INR', 1, '₹ inr rs rupee rupees'],
  ['BRL', 1, 'r$ brl reais'],
  ['KRW', 1, '₩ krw 원'],
  ['PHP', 1, '₱ php'],
  ['ILS', 1, '₪ ils'],
  ['UAH', 1, '₴ uah грн'],
  ['VND', 1, '₫ vnd'],
  ['THB', 1, '฿ thb'],
  ['g', 1, 'g gram grams gramm gramme grammes gramos grammi гр г 克 グラム'],
  ['g', 1000, 'kg kilo kilos kilogram kilograms кг キロ 公斤'],
  ['lb', 1, 'lb lbs'],
  ['oz', 1, 'oz ounce ounces'],
  ['cm', 0.1, 'mm millimeter millimetre'],
  ['cm', 1, 'cm centimeter centimeters centimetre centimetres zentimeter см 厘米 センチ'],
  ['cm', 100, 'm meter meters metre metres metri metros м'],
  ['cm', 100_000, 'km kilometer kilometers kilometre kilometres км'],
  ['inch', 1, 'inch inches zoll pouces'],
  ['ml', 1, 'ml milliliter мл'],
  ['ml', 10, 'cl'],
  ['ml', 1000, 'l liter liters litre litres litro litros litri litra л литр литра литров リットル 升'],
  [
    'piece',
    1,
    'piece pieces pcs item items unit units stuck stk exemplare piece pieces unidades unidade pezzi pezzo stuks sztuk sztuki sztuka kusu kusy kus kpl adet adettir pair pairs paar par paires pares paia pary штук штуки штука шт 台 只 件 個 点 件 left remaining',
  ],
  ['watt', 1, 'w watt watts вт ватт'],
  ['watt', 1000, 'kw kilowatt квт'],
  [
    'instalment',
    1,
    'instalment instalments payments installment installments raten cuotas parcelas vezes rat raty rate taksit mensualites avbetalningar 期',
  ],
  ['star', 1, 'star stars stern sterne sternen etoiles estrellas stelle sterren'],
  ['degree', 1, '° °c °f degrees grad'],
  ['times', 1, 'x × times mal'],
]

const units: ReadonlyMap<string, Unit> = new Map(
  spellings.flatMap(([unit, factor, words]) => words.split(' ').map(word => [word, { unit, factor }] as const)),
)

/** Without the accents of Latin letters, and in small letters; what is no letter stays. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'l')
    .replaceAll('ı', 'i')
    .toLowerCase()

export const unitOf = (word: string): Unit | null => units.get(word) ?? null

/** The unit of "a week" where something is "per week". */
export const rateOf = (unit: string) => `per ${unit}`

export const isTime = ({ unit, factor }: Unit) => unit === 'month' || (unit === 'minute' && factor > 1)

/** Money comes in these. */
export const isCurrency = (unit: string | null) => unit !== null && /^(?:[A-Z]{3}|kr)$/.test(unit)

/** Units that are one to a reader. */
export const sameUnit = (a: string, b: string) => a === b || (sharesSign(a) && sharesSign(b))

/** The yen and the yuan have one sign. */
const sharesSign = (unit: string) => unit === 'JPY' || unit === 'CNY'

/** Scripts without spaces: the unit is what the text begins with, the longest first. */
const unspaced = [...units.keys()]
  .filter(word => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word))
  .toSorted((a, b) => b.length - a.length)

export const unspacedUnit = (text: string) => unspaced.find(word => text.startsWith(word)) ?? null
