/** What shops promise, by the expressions for it over folded text. A statement of one is backed by any expression of the same. */
const expressions: Readonly<Record<string, RegExp>> = {
  free_shipping:
    /\b(?:free|complimentary) (?:\w+ )?(?:shipping|delivery|postage)|ships? (?:for )?free|(?:shipping|delivery|postage) (?:is|are) (?:\w+ )?(?:free|on us)|no (?:shipping|delivery) (?:costs?|fees?|charges?)|versandkostenfrei|(?:kostenlos\w*|gratis|kostenfrei\w*|portofrei\w*) (?:\w+ )?(?:versand|liefer\w*|versenden)|(?:versand|lieferung) (?:ist |erfolgt )?(?:kostenlos|gratis|kostenfrei)|livraison (?:est )?(?:gratuite|offerte)|frais de port offerts|(?:envio|entrega) (?:es )?grat(?:is|uit[oa])|spedizione (?:e )?grat(?:is|uita)|(?:frete|envio|portes) grat(?:is|uito)|gratis (?:verzending|levering|bezorging|fragt|frakt)|darmow\w+ (?:dostaw\w+|wysylk\w+)|doprav\w+ zdarma|fri (?:frakt|fragt)|ilmainen toimitus|ucretsiz kargo|бесплатн\w+ доставк|送料無料|免运费|包邮/,
  free_returns:
    /\bfree returns?|returns? (?:is|are) (?:always )?free|return(?:ed)? (?:\w+ )?free of charge|kostenlos\w* (?:ruck\w+|retour\w*)|ruck(?:sendung|gabe|versand) (?:ist )?(?:kostenlos|gratis)|retours? (?:est |sont )?gratuits?|devoluci(?:on|ones) (?:es |son )?gratis|devoluci(?:on|ones) gratuitas?|resi? gratuit[oi]|gratis retour|darmow\w+ zwrot/,
  next_day:
    /\b(?:next|following)[- ](?:business |working )?day|overnight|tomorrow|\bmorgen\b|nachste[nr]? (?:werk)?tag|uber nacht|\bdemain\b|lendemain|\bmanana\b|dia siguiente|\bdomani\b|giorno (?:dopo|successivo)|\bamanha\b|dia seguinte|volgende (?:werk)?dag|\bjutro\b|nastepneg\w+ dnia|\bzitra\b|i morgen|imorgon|huomenna|\byarin\b|завтра|明日|翌日|明天|次日/,
  same_day:
    /\bsame[- ]day|am (?:selben|gleichen) tag|taggleich|le jour meme|el mismo dia|in giornata|lo stesso giorno|no mesmo dia|dezelfde dag|tego samego dnia|tentyz den|samme dag|samma dag|samana paivana|ayni gun|тот же день|当天|当日|即日/,
  express: /\bexpress|eilversand|eilzustellung|blitz(?:versand|lieferung)|urgente|priority (?:shipping|delivery)|экспресс|速達|加急/,
  in_stock:
    /\b(?:in|on) stock|on the shel(?:f|ves)|(?:is|are|it s) (?:still |currently |now |also )*available (?:now|again|today|immediately|right now)|(?:is|are) (?:still|currently) available|auf lager|vorratig|sofort lieferbar|lieferbar|(?:ist|sind) (?:\w+ )?verfugbar|en stock|(?:est|sont) (?:\w+ )?disponibles?|(?:esta|estan) (?:\w+ )?disponibles?|hay existencias|disponibil[ei] (?:subito|in magazzino)|in magazzino|(?:e|sono) disponibil[ei]|em estoque|em stock|op voorraad|na stanie|w magazynie|dostepn[aey]|skladem|pa lager|i lager|varastossa|stokta|в наличии|在庫(?:あり|が(?:あり|ござい))|有货|有现货|现货/,
  out_of_stock:
    /\bout of stock|sold out|unavailable|not (?:currently )?available|ausverkauft|vergriffen|nicht (?:mehr )?(?:auf lager|lieferbar|verfugbar|vorratig)|en rupture|epuise|agotad[oa]s?|sin existencias|esaurit[oaie]|esgotad[oa]|uitverkocht|wyprzedan|vyprodan|udsolgt|utsolgt|slutsald|loppuunmyyty|tukendi|нет в наличии|распродан|在庫切れ|売り切れ|缺货|售罄/,
  money_back:
    /\bmoney[- ]back|full(?:y)? refund(?:ed)?|refund(?:ed)? (?:you )?in full|geld[- ]zuruck|volle[rn]? (?:erstattung|ruckerstattung)|rembours\w+ integral\w*|satisfait ou rembourse|reembolso (?:completo|total)|devolucion del dinero|rimborso (?:completo|totale)|reembolso (?:total|integral)|geld terug|zwrot pieniedzy|vraceni penez|полный возврат|全額返金|全额退款/,
  warranty:
    /\bwarrant(?:y|ies)|guarantee|\bgarantie|gewahrleistung|\bgarantia|\bgaranzia|gwarancj|\bzaruk|\bgaranti\b|takuu|гаранти|保証|保修|质保/,
  discount:
    /\bdiscounts?|coupons?|voucher codes?|promo(?:tional)? codes?|% off|half off|half[- ]price|price match|rabatt|gutscheincode|zum halben preis|nachlass|preisnachlass|\bremises?\b|code promo|reduction de|moitie prix|descuentos?|cupon|mitad de precio|sconto|sconti|codice promo|meta prezzo|descontos?|korting|rabat|\bslev[auy]|\bindirim|скидк|割引|折扣|优惠码|打.{1,3}折/,
  free_gift:
    /\bfree (?:gift|sample|trial)|gratis(?:geschenk|probe|muster)|geschenk dazu|cadeau offert|echantillon gratuit|regalo gratis|muestra gratis|omaggio|gratisgave|無料プレゼント|赠品/,
  lifetime: /\blifetime|lebenslang|a vie\b|de por vida|a vita\b|vitalici|levenslang|dozywotn|dozivotn|пожизненн|生涯|終身|终身/,
  every_day:
    /\b(?:7|seven) days a week|every (?:single )?day|\bdaily\b|an (?:7|sieben) tagen|\btaglich|7 jours sur 7|tous les jours|todos (?:los|os) dias|(?:7|siete|sete) dias (?:de la|por|da) semana|tutti i giorni|7 giorni su 7|elke dag|dagelijks|codziennie|kazdy den|denne|hver dag|alle ugens dage|varje dag|alla dagar|joka paiva|her gun|ежедневно|каждый день|年中無休|毎日|每天|每日/,
  done: /\b(?:i ve|i have|we ve|we have) (?:\w+ ){0,5}(?:reserved|booked|cancelled|canceled|refunded|changed|updated|applied|placed|added|extended)\b|\bhabe (?:\S+ ){0,6}(?:reserviert|gebucht|storniert|erstattet|geandert|hinzugefugt)|\bj ai (?:\w+ )?(?:reserve|annule|rembourse|modifie|ajoute)|\bhe (?:reservado|cancelado|reembolsado|cambiado|anadido)|\bho (?:prenotato|annullato|rimborsato|modificato|aggiunto)|\bheb (?:\S+ ){0,6}(?:gereserveerd|geboekt|geannuleerd|terugbetaald)|\b(?:reservei|cancelei|reembolsei)\b|\b(?:zarezerwowalem|zarezerwowalam|anulowalem|anulowalam)\b|我已(?:经)?(?:为您)?(?:预订|取消|退款)|予約しました|キャンセルしました/,
  always_open:
    /24\/7|around the clock|day and night|rund um die uhr|24 heures sur 24|24h\/24|las 24 horas|24 ore su 24|24 horas por dia|calodobow|круглосуточно|24時間|全天候/,
}

const names = Object.keys(expressions)

const free =
  /\b(?:free|complimentary|gratis|kostenlos\w*|kostenfrei\w*|gratuite?s?|gratuit[oa]s?|gratis|gratuitamente|offerte?s?|darmow\w+|bezplatn\w+|zdarma|bedava|ucretsiz|ilmai\w+|fragtfri\w*|fraktfri\w*|on us|(?:no|without) (?:extra )?charge|free of charge|at no (?:extra )?cost)\b|бесплатн|無料|免费|免運/
const denied =
  /\b(?:not|nicht|n est pas|no es|non e|niet|nie jest|inte|ikke|ei ole|neni|nao e) (?:\w+ )?(?:free|gratis|kostenlos\w*|gratuit\w*|offert\w*|darmow\w+|zdarma|ilmai\w+)/g
const shipping =
  /\b(?:shipping|delivery|postage|versand\w*|liefer\w+|livraison|frais de port|envio|entrega|spedizion\w*|consegna|frete|portes|verzend\w*|levering|bezorg\w*|frakt\w*|fragt\w*|dostaw\w*|wysylk\w*|doprav\w*|toimitus\w*|kargo\w*)\b|доставк|送料|配送|运费/
const returning =
  /\b(?:returns?|retoure?n?|rucksend\w*|ruckgabe\w*|retours?|devoluci\w+|resi|reso|devoluc\w+|zwrot\w*|vracen\w*|retur\w*|palautus\w*|iade\w*)\b|возврат|返品|退货/
const today =
  /\b(?:this (?:afternoon|evening|morning)|tonight|today|heute|ce soir|cet apres-midi|aujourd hui|esta (?:tarde|noche)|hoy|oggi|stasera|hoje|vandaag|vanavond|dzis\w*|dnes|i dag|idag|tanaan|bugun)\b|сегодня|今日|本日|今天/
const bringing =
  /\b(?:deliver\w*|arriv\w*|dispatch\w*|reach\w*|door|collect\w*|pick\w* (?:it|them|this)? ?up|liefer\w*|abhol\w*|abzuholen|versend\w*|verschick\w*|ankomm\w*|livr\w+|retir\w*|lleg\w*|recog\w*|entreg\w*|conseg\w*|chega\w*|bezorg\w*|ophal\w*|dostar\w*|wysl\w*|odebra\w*|doruc\w*|vyzved\w*|hent\w*|hamta\w*|leverer\w*|levereras|teslim\w*|gonder\w*)\b|достав|привез|お届け|届き|发货|送达|送到/

/** How much of something is there, and that it is nothing. */
const stocked = /\b(?:stock|lager\w*|bestand|quantity|inventory|magazzino|estoque|voorraad|magazyn\w*|skladem|varasto\w*)\b|налич|在庫|库存/
const none = /(?<![\d.,])0(?![\d.,])/

/** Whether something is sent, brought or fetched. */
export const isAboutDelivery = (folded: string) => bringing.test(folded) || shipping.test(folded)

/** Promises whose words stand in one clause, in whatever order. */
const spoken: Readonly<Record<string, (folded: string) => boolean>> = {
  free_shipping: folded => inOneClause(folded, shipping, free),
  free_returns: folded => inOneClause(folded, returning, free),
  same_day: folded => inOneClause(folded, bringing, today),
}

const inOneClause = (folded: string, one: RegExp, other: RegExp) =>
  one.test(folded) &&
  other.test(folded) &&
  folded.split(/[,.;:!?\n(]|\b(?:and|und|et|y|i|och|og|ja|ve)\b/).some(clause => one.test(clause) && other.test(clause))

const inOneSentence = (folded: string, one: RegExp, other: RegExp) =>
  one.test(folded) && other.test(folded) && folded.split(/[.!?](?!\d)|\n/).some(sentence => one.test(sentence) && other.test(sentence))

/** The promises that a folded text speaks of. */
export const promisesIn = (folded: string): readonly string[] =>
  names.filter(name => expressions[name]?.test(folded) || spoken[name]?.(folded.replace(denied, '')))

/** What backs a promise besides its own expressions, in the dry words of tables and terms. */
const alsoBackedBy: Readonly<Record<string, RegExp>> = {
  free_shipping:
    /\b(?:free|gratis|kostenlos|kostenfrei|gratuite?s?|gratuit[oa]s?|offerte?|darmow\w+|zdarma) (?:from|over|above|for orders|ab|des|a partir|desde|da |per ordini|vanaf|od |fra|fran)|\b(?:shipping|delivery|versand\w*|livraison|envio|spedizione|verzending)\W{1,3}(?:0|free|gratis|kostenlos)\b/,
  money_back: /refund|erstatt|rembours|reembols|rimbors|terugbetal|zwrot|возврат|返金|退款/,
  in_stock:
    /\b(?:stock|lagerbestand|bestand|quantity|inventory|existencias|voorraad)\W{1,3}[1-9]|\bavailab(?:le|ility)|verfugbar|disponib|lieferbar|\bunidades\b/,
  out_of_stock: /\b(?:stock|lagerbestand|bestand|quantity|inventory)\W{1,3}0\b|\bavailab\w+\W{1,3}(?:false|no)\b/,
  done: /\b(?:reserved|booked|cancell?ed|refunded|changed|updated|applied|placed|added|extended|reserviert|gebucht|storniert|erstattet|annule|cancelado|annullato|geannuleerd|anulowan\w+|confirmed|bestatigt)\b|预订|取消|退款|予約|キャンセル/,
  every_day:
    /\b(?:mon|mo|monday|montag|lun|lundi|lunes|lunedi|ma|maandag|pon|po)\w*\W{1,4}(?:to |bis |a |al |t\/m |do )?(?:sun|so|sonntag|dim|dimanche|domingo|domenica|zo|zondag|nd|ne)\b/,
  next_day: /\b24 ?(?:h\b|hours|stunden|heures|horas|ore)/,
  discount: /compare_at_price|\b(?:vorher|previously|reduced|reduziert|sale price|statt)\b/,
}

/** The promises that a folded text of evidence backs. */
export const promisesBackedBy = (folded: string): readonly string[] =>
  names.filter(name => expressions[name]?.test(folded) || alsoBackedBy[name]?.test(folded) || impliedBy[name]?.(folded))

/** The terms of a shop name the thing and, further on, that it is free. */
const impliedBy: Readonly<Record<string, (folded: string) => boolean>> = {
  free_shipping: folded => inOneSentence(folded, shipping, free),
  free_returns: folded => inOneSentence(folded, returning, free),
  same_day: folded => inOneSentence(folded, bringing, today),
  out_of_stock: folded => inOneSentence(folded, stocked, none),
}

/** Sentences that say that something is not known, or ask: they promise nothing. */
const open =
  /\?\s*$|？\s*$|吗|\b(?:not (?:sure|find|found|know|known|specified|mentioned|listed|stated|say|clear|have (?:any )?(?:information|details|data))|(?:do|does|did|could|can)(?:n t| not) (?:find|know|say|tell|confirm|see|have|specify|mention|state|list|promise|offer you)|no (?:information|details|mention|data)|cannot|can t|unable to|whether|would like|if you|let me know|check (?:with|whether|the)|please (?:ask|contact|check))\b|weiss (?:ich )?nicht|keine (?:angabe\w*|information\w*|auskunft)|nicht (?:bekannt|angegeben|gefunden|finden|bestatigen|sagen|ersichtlich)|\bob\b|(?:ne|n) (?:sais|trouve|connais|dispose|precise\w*|mentionne\w*|peux|puis)|aucune (?:information|indication|mention)|pas (?:d information|precise|indique|mentionne)|no (?:se|encuentro|tengo|dispongo|indica\w*|menciona\w*|especifica\w*|puedo|hay informacion)|non (?:so|trovo|ho|posso|e (?:indicato|specificato))|nessuna (?:informazione|indicazione)|nao (?:sei|encontr\w+|tenho|posso|ha informac\w+)|niet (?:bekend|gevonden|vermeld|bevestigen|zeker)|weet ik niet|geen informatie|nie (?:wiem|znalazlem|moge|mam informacji|podano)|brak informacji|nevim|nemam|neni uvedeno|не (?:знаю|нашел|могу|указан)|わかりません|ありません|できません|不知道|不清楚|没有(?:相关)?信息|无法/

export const leavesOpen = (folded: string) => open.test(folded)
