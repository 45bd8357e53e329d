import type { Language } from './language.ts'

/**
 * Everyday words that customers use in any question and that tell little about what it is about, folded. They count, but for less: in a
 * small shop's texts they are rare, which would make them look telling.
 */
const lists: Partial<Readonly<Record<Language, string>>> = {
  en: `able actually add again ago already anyway ask asked asking available bad be begin best better big bit bring brought call called came case check come comes coming correct day days decide different do easy else end enough especially exactly expect
    fact feel few find fine first follow found friend full gave general give given gives giving good great guess guy happen happened happens hear help hi hello hey hope idea important include information inside instead interested just keep kind knew know known last late later least leave left let
    little live long look looked looking looks lot made main make makes making matter mean means mind minute moment month months move need needed needs never new next nice normal normally note nothing notice number ok okay old one open order otherwise part particular people person place plan
    plus possible possibly problem provide put question questions ready real reason regarding right said saw say says see seem seems seen send set show side simply situation soon sort start stay still stop stuff suppose sure take taken takes taking talk tell thing things think thought time times today together told tomorrow took top
    totally tried true try trying turn two understand use used using usually version wait want wanted wants way week weeks went whole wish wondering word work working works world wrong year years yesterday anymore allowed`,
  de: `aktuell angeben anfang art besser beste besten bestimmt bitte brauche brauchen bringen denken direkt eigentlich eben erfahren erst erste ersten fall finde finden frage fragen fruher ganze gefunden gehen gekommen gemacht genau gerade gesagt
    gestern gewesen gilt glaube gut gute guten gutes guter hallo halt heissen heute hilfe hilft informationen jahr jahre jemals klar komme kommen kommt konnte lange lassen lasst letzte letzten letzter leute liegt macht mach mache meint moglich moglichkeit monat monate morgen nachste nachsten nehmen nein
    neu neue neuen neuer neues nimmt nichts normal problem richtig sache sachen sagen sagt schauen sehe sehen seit sicher sieht sofort stehen steht suche suchen tag tage tagen teil tun uberhaupt uhr verstehe verstehen wahl weise weiss weiter wichtig wirklich wissen woche wochen wunsche wurde zeit ziemlich zwei`,
  fr: `aider ailleurs aller an ancien ans annee annees arrive arriver bien bon bonne cas cause chercher cherche chose choses combien compris connaitre demande demander depuis dernier derniere dire dis dit donner doit dois doivent encore ensuite exactement faire fait faites fin fois
    gens heure hier idee information informations jour jours jamais juste laisser maintenant marche marcher mettre mieux moment mois necessaire nouveau nouvelle obtenir ok oui passe passer penser personne petit peu possible premier prendre pris probleme question questions quelqu'un rien savoir sais sait
    semaine semaines semble seul simplement sinon suivant sur temps tenir trouver trouve utiliser venir viens vient vite vrai vraiment`,
  es: `ahora algo amigo ano anos antes ayer ayuda ayudar bien bueno buena buenas buenos buscar busco caso cosa cosas creer creo cuenta cualquier dar decir desde deseo despues dia dias dice dime dijo duda ejemplo encontrar entender entiendo exactamente falta forma gente gustaria hacer hecho hice hora hoy
    idea igual informacion jamas llegar llego luego lugar manana manera mejor mes meses momento mucha nada necesito necesita necesitar nuevo nueva numero nunca ok otra otro parte pasa pasar pasado pedir pensar persona posible pregunta preguntas primero primera problema pronto querer quiero realmente
    saber sabe sabes semana semanas seguir seria tarde tiempo todavia tomar usar veces venir ver verdad vez viene vuelta`,
  it: `adesso aiuto anni anno bene buono buongiorno cosa cose dire domanda domande dopo esempio fare fatto giorni giorno ieri informazioni invece mai mese mesi modo momento necessario nuovo oggi ora parte persona possibile posto prendere prima problema sapere settimana settimane sicuro succede tempo trovare usare vedere vero volta volte`,
  pt: `agora ajuda ano anos bem bom coisa coisas dia dias dizer duvida encontrar exemplo fazer gente gostaria hoje hora informacao mes meses momento necessario novo nunca ontem parte pergunta pessoa possivel precisar preciso primeiro problema saber semana semanas tempo usar ver vez vezes`,
  nl: `beetje beter dag dagen denk denken ding dingen eerst gebruik gebruiken geven gisteren goed graag hulp informatie jaar keer kijken komen komt krijg laatste laten maand maanden maken moment morgen nieuw nodig probleem tijd vandaag vinden vraag vragen week weken weten werkt zeggen zien zoek zoeken`,
  sv: `battre bra behov behover dag dagar fraga fragor gang gar hitta hjalp idag igar information kommer manad manader mojligt ny nya problem saga saker se soker tid undrar veckan veckor vet vanligen`,
  da: `bedre brug bruge dag dage finde fundet gang godt hjaelp idag information kommer maned maneder mulig ny nye problem sige sporgsmal tid uge uger ved vide virker`,
  no: `bedre bra bruke dag dager finne funnet gang hjelp idag informasjon kommer maned maneder mulig ny nye problem si sporsmal tid uke uker vet vite virker`,
}

const lightWords: ReadonlyMap<Language, ReadonlySet<string>> = new Map(
  Object.entries(lists).map(([language, words]) => [language as Language, new Set(words.split(/\s+/))]),
)

/** Whether a folded word is everyday talk in a language. */
export const isLight = (word: string, language: Language | undefined): boolean =>
  language !== undefined && (lightWords.get(language)?.has(word) ?? false)
