const months: readonly string[] = [
  'january jan januar janner januari janvier janv enero ene gennaio gen janeiro stycznia styczen leden ledna tammikuuta tammikuu ocak января',
  'february feb februar februari fevrier fevr febrero febbraio fevereiro lutego luty unor unora helmikuuta helmikuu subat февраля',
  'march mar marz maart mars marzo marco marca marzec brezen brezna maaliskuuta maaliskuu mart марта',
  'april apr avril avr abril abr aprile kwietnia kwiecien duben dubna huhtikuuta huhtikuu nisan апреля',
  'may mai mei mayo maggio maio maja maj kveten kvetna toukokuuta toukokuu mayis мая',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cerven cervna kesakuuta kesakuu haziran июня',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec cervenec cervence heinakuuta heinakuu temmuz июля',
  'august aug augustus aout agosto ago sierpnia sierpien srpen srpna elokuuta elokuu agustos августа',
  'september sep sept septembre septiembre settembre set setembro wrzesnia wrzesien zari syyskuuta syyskuu eylul сентября',
  'october oct oktober okt octobre octubre ottobre ott outubro pazdziernika pazdziernik rijen rijna lokakuuta lokakuu ekim октября',
  'november nov novembre noviembre novembro listopada listopad marraskuuta marraskuu kasim ноября',
  'december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien prosinec prosince joulukuuta joulukuu aralik декабря',
]

const weekdays: readonly string[] = [
  'monday mondays montag montags lundi lunes lunedi segunda-feira maandag poniedzialek poniedzialku pondeli mandag mandagen mandage mandagar mandager pazartesi понедельник понедельника mon',
  'tuesday tuesdays dienstag dienstags mardi martes martedi terca-feira dinsdag wtorek wtorku utery tirsdag tirsdagen tirsdage tisdag tisdagen tisdagar sali вторник вторника tue',
  'wednesday wednesdays mittwoch mittwochs mercredi miercoles mercoledi quarta-feira woensdag sroda srody streda onsdag onsdagen onsdage onsdagar carsamba среда среду среды wed',
  'thursday thursdays donnerstag donnerstags jeudi jueves giovedi quinta-feira donderdag czwartek czwartku ctvrtek torsdag torsdagen torsdage torsdagar persembe четверг четверга thu',
  'friday fridays freitag freitags vendredi viernes venerdi sexta-feira vrijdag piatek piatku patek fredag fredagen fredage fredagar cuma пятница пятницу пятницы fri',
  'saturday saturdays samstag samstags sonnabend samedi sabado sabato zaterdag sobota soboty sobotu lordag lordagen lordage lordagar cumartesi суббота субботу субботы sat',
  'sunday sundays sonntag sonntags dimanche domingo domenica zondag niedziela niedziele niedzieli nedele nedeli sondag sondagen sondage sondagar pazar воскресенье воскресенья sun',
]

const index = (lists: readonly string[]) => new Map(lists.flatMap((list, at) => list.split(' ').map(word => [word, at + 1] as const)))
const monthsByName: ReadonlyMap<string, number> = index(months)
const weekdaysByName: ReadonlyMap<string, number> = index(weekdays)

/** 1 to 12 for a folded name of a month; null for other words. */
export const monthOf = (word: string) => monthsByName.get(word) ?? null

/** 1 to 7 from Monday for a folded name of a day. Abbreviations count in evidence alone: they are words of other meanings, too. */
export const weekdayOf = (word: string) => (word.length > 3 ? (weekdaysByName.get(word) ?? null) : null)
/** Of several languages, so that a form may stand for several days. */
export const shortWeekdaysOf = (word: string): readonly number[] => {
  const day = weekdaysByName.get(word)
  return day ? [day] : (shortForms.get(word) ?? [])
}

const shortForms: ReadonlyMap<string, readonly number[]> = byForm([
  'mo lun lu pon po seg man',
  'di tues mar ma wt ut ter tir tis вт',
  'mi mer me wo sr st qua ons ср',
  'do thur thurs jeu gio je ct qui tor tors czw чт',
  'fr ven vie ve vr pt pa sex fre пт',
  'sa sam sab za sob so lor сб',
  'so dim dom zo nd ne son вс',
])

function byForm(lists: readonly string[]) {
  const forms = new Map<string, number[]>()
  for (const [at, list] of lists.entries()) for (const word of list.split(' ')) forms.set(word, [...(forms.get(word) ?? []), at + 1])
  return forms
}
