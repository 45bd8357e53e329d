import type { Language } from './language.ts'

/**
 * Words that carry grammar rather than meaning, folded. They tell which language a text is in, and a question is searched without them.
 * Written for the purpose; words that carry meaning in shops and support (`not`, `without`, `free`, `all`) are left out where that matters.
 */
const lists: Readonly<Record<Language, string>> = {
  en: `a about above after again all also always am an and any anybody anyone anything are around as at away be because been before being between both but by can cannot could
    did do does doing don done down each either else even ever every everybody everyone everything few for from further get gets getting go going got had has have having he her here hers herself him himself
    his how however i if im in into is isn it its itself ive just let like ll lot many may maybe me might mine more most much must my myself nor now of off often on once one only
    onto or other others our ours ourselves out over own per perhaps please quite rather re really same shall she should since so some somebody somehow someone something still such than thank thanks that the
    their theirs them themselves then there these they thing things this those though through to too until up upon us ve very via was wasn we well were what whatever when whenever where
    whether which while who whoever whom whose why will with within won would yes yet you your yours yourself yourselves
    aren couldn didn doesn hadn hasn haven mightn mustn needn shouldn weren wouldn dont doesnt didnt cant wont isnt im id youre whats hows wheres u ur pls plz sth smth wanna gonna hi hello`,
  de: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist bitte da dabei dadurch dafur dagegen daher damit dann daran darauf daraus darf darin
    das dass davon dazu dein deine deinem deinen deiner dem den denn der deren des dessen die dies diese diesem diesen dieser dieses dir doch dort du durch durfen ein eine einem einen einer eines einfach einmal er es etwa etwas
    euch euer eure eurem euren eurer fur ganz gar geben gegen gern gerne geht gibt habe haben hast hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins irgendwie ist ja
    jede jedem jeden jeder jedes jemand jene jener jetzt kann kannst konnen konnte konnten konnt machen mal man manche mein meine meinem meinen meiner meines mich mir mit moch mochte mochten muss mussen musste nach nachdem
    noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner selbst sich sie sind so sobald solche soll sollen sollte sondern sonst sowie um und uns unser unsere unserem unseren unserer unter viel viele vom von vor
    wann war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder wieso will wir wird wirst wo woher wohin wollen worden wurde wurden zu zum zur zwischen uber hallo danke wenn's`,
  fr: `a ai aie ainsi alors apres as assez au aucun aussi autre autres aux avait avant avec avez avoir avons bien bonjour c ca car ce cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des
    deja donc du elle elles en encore entre est et etaient etait etant ete etes etre eu eux fait faire faut il ils j je jusque l la le les leur leurs lors lorsque lui m ma mais me meme memes merci mes moi moins mon n ne ni
    non nos notre nous on ont ou par parce pas pendant peu peut peuvent peux plus plusieurs pour pourquoi pourrais pouvez pouvoir puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se sera
    serai seront ses si sien soit son sont sous suis sur t ta tandis te tel telle tes toi ton tous tout toute toutes tres trop tu un une vers veux voir vont vos votre vous vais va y est-ce svp voudrais aimerais`,
  es: `a al algo algun alguna algunas alguno algunos ante antes aquel aquella asi aun aunque cada casi como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos de debe deben debo del desde donde dos durante e el ella
    ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estamos estan estar estas este esto estos estoy fue fueron gracias ha haber habia hace hacen hacer hacia han has hasta hay he hola la las le les lo los
    mas me mi mia mio mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque pueda puede pueden puedo podria pues que quien quienes quiero quisiera se sea sean ser
    si sido siempre sin sino sobre solo son soy su sus suya suyo tal tambien tan tanto te tendra tengo tener tiene tienen toda todas todo todos tu tus un una unas uno unos usted ustedes va vais vamos van varias voy y ya yo teneis tenes venden vendeis`,
  it: `a abbia abbiamo ad ai al alcuni all alla alle allo altra altre altri altro anche ancora avere aveva avete c che chi ci ciao ciascuno cio coi col come con contro cosa cui da dagli dai dal dall dalla dalle dallo davvero degli dei
    del dell della delle dello dentro deve devo di dopo dove dovrebbe e ed egli era erano essere fa fare fino fra gia gli grazie ha hai hanno ho i il in io l la le lei li lo loro lui ma me mentre mi mia mie miei mio molto ne
    negli nei nel nell nella nelle nello no noi non nostra nostri nostro o ogni oltre oppure per perche piu poco poi possiamo posso possono prima proprio puo qual quale quali quando quanta quante quanti quanto quella quelle quelli
    quello questa queste questi questo qui quindi sara se sei sembra sempre senza si sia siamo siete sono sopra sotto sta stato stati su sua sue sugli sui sul sull sulla suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto un una uno
    vi voglio vorrei voi vostra vostri vostro`,
  pt: `a acima agora ainda algo alguem algum alguma algumas alguns ali ante antes ao aos apos aquela aquele aquilo as assim ate bem cada com como contra da das de dela dele deles depois desde dessa desse desta deste deve devem do dos durante e
    ela elas ele eles em enquanto entao entre era eram essa essas esse esses esta estao estar estas estava este estes estou eu faz fazer foi for foram ha isso isto ja la lhe lhes mais mas me mesmo meu meus minha minhas muito muitos na nao
    nas nem nenhum no nos nossa nossas nosso nossos num numa o obrigado obrigada ola onde os ou outra outras outro outros para pela pelas pelo pelos pode podem poder posso por porque pouco pra pois qual quais qualquer quando quanta
    quanto quantos que quem quero queria se seja sem sempre ser sera seu seus si sido sob sobre sao so sua suas tal tambem tanto te tem tenho ter teu toda todas todo todos tu tua tudo um uma umas uns voce voces vou`,
  nl: `aan al alle alleen alles als altijd ander andere anders ben bent bij bijvoorbeeld daar daarom dan dat de deze die dit doe doen door dus een eens elk elke en er ergens erg even ga gaan geen geweest graag had hadden hallo heb
    hebben hebt heeft hem hen het hier hij hoe hun iets iemand ieder iedereen ik in indien is ja je jij jou jouw jullie kan kon kunnen kunt maar mag me meer men met mij mijn moet moeten mogelijk na naar niet niets nog nu of om omdat
    onder ons onze ook op over per sinds te tegen ten ter terwijl toch toen tot tussen u uit uw van vanaf veel voor voordat wanneer want waar waarom was wat we wel welk welke werd werden wie wij wil willen word worden wordt zal ze zelf
    zich zij zijn zo zoals zonder zou zouden zullen bedankt alstublieft`,
  sv: `alla allt an andra annan annat att av bara behover blev bli blir da dar de dem den denna deras dess dessa det detta dig din dina ditt du eller en ett fick finns fran for fore forst far fa gar gora gor ha hade han har hej hela
    hon honom hos hur har i ifran igen in ingen inget inom inte ja jag kan kommer kunde man med mellan men mer mig min mina mitt mot mycket maste nar nagon nagot nagra ni nu nar och ocksa om oss over pa sa sadan samma sedan sen ska
    skall skulle som till tack tva under upp ut utan vad var vara varfor varit varje vart vem vi vid vilka vilken vilket vill vore er ert era ar`,
  da: `af alle alt anden andet andre at bare blev blive bliver da de dem den denne der deres det dette dig din dine disse dit du efter eller en end er et f fa far flere for fordi fra fik gor ham han har havde have hej hende her hos hun hvad
    hvem hver hvilken hvilket hvilke hvis hvor hvordan hvorfor hvornar i igen ikke ind ingen inden intet ja jeg jer jeres kan kommer kun kunne lige ma mand mange med meget mellem men mere mig min mine mit mod ned noget nogen nogle nar nu
    og ogsa om op os over pa sa sadan samme sig sin sine sit skal skulle som tak til tit under ud uden var ved vi via vil ville vor vores vaere vaeret`,
  no: `alle alt andre at av bare ble bli blir da de deg dem den denne der dere deres det dette di din dine disse ditt du eller en enn er et etter fa far for fordi fra fikk gjor gjore ha hadde han har hei her hos hun hva hvem hver hvilke hvilken
    hvilket hvis hvor hvordan hvorfor i igjen ikke inn ingen ingenting ja jeg kan kommer kun kunne litt ma man mange med meg mellom men mer min mine mitt mot mye ned noe noen na nar og ogsa om opp oss over pa sa sann samme seg selv
    sin sine sitt skal skulle som takk til under ut uten var vart ved vi vil ville ver vaere vaert`,
  fi: `ei eika eivat ehka en eli ennen entä et ette han hanen he hei heidan hyvin itse ja jo joka jonka jos jossa jota jotka joten kai kaikki kanssa kautta kiitos kuin kuinka kuitenkin kuka kun lisaksi me meidan meille mika mikä mina minka minulla
    minun minulle minka missä missa miksi mista miten mitaa mita mutta myos myös ne nain niiden niin niita no noin nyt ole olen olet olette oli olin olisi olivat olla olemme on onko ovat paitsi pitaa saa saada saako se sekä seka
    sen siella siina sina sinun sita sitten taa tai taman tama tassa tassä tata te teidan teilla tehda tosi tuo vaan vai vaikka vain voi voiko voin voinko vois voitko voitte voivat yli`,
  pl: `a aby ale albo am ani az bardzo bez bedzie beda bo by byc byl byla bylo byly bym chce chcialbym chcialabym ci co czego czemu czy czyli dla do dzien dobry gdy gdyz gdzie go i ich ile im inne inny iz ja jak jaka jaki jakie jako je jego jej
    jemu jesli jest jestem jeszcze jezeli juz kazdy kiedy kogo kto ktora ktore ktory ktorych ktorym lub ma maja mam mamy mi mna mnie moga moge moj moja moje moze mozna my na nad nam nas nasz nasza nasze nic nie niego niej niz no o od on ona
    one oni oraz po pod poniewaz prosze przed przez przy sa sie skad swoj ta tak taki takie tam te tego tej ten to tu tutaj tych tym tylko u w wam was wasz wiec wszystko wszystkie wy z za zaden ze zeby`,
  ru: `а без более бы был была были было быть в вам вас ваш ваша ваши весь во вот все всего всех вы где да даже для до его ее ей ему если есть еще же за здравствуите здравствуй и из или им их к как какая какие какои как-то когда кто куда ли лучше мы
    меня мне много может можно мои моя мое моего мои на над надо нам нас наш наши не него нее неи нет ни никогда них но ну о об один он она они от очень по под пожалуиста после потом потому почему при про раз с сам свои себе себя сеичас сколько со
    спасибо так также такои там те тем то тогда того тоже только тот ты у уже хочу хотел чего чеи чем через что чтобы эта эти это этои этом этот я`,
  tr: `acaba ama ancak bana bazi bile bir biri biz bize bu buna bunu cok cunku da daha de degil diye eger en gibi hangi hem hep her hic icin ile ise ki kim merhaba mi mu nasil ne neden nerede nereye o olan olarak oldu olur ona onlar onu peki sana
    sen siz size sey su tesekkurler tum var ve veya ya yani yok zaman istiyorum misiniz miyim midir kadar nedir`,
  cs: `a aby ale ani asi az bez bude budou by byl byla bylo byly byt ci clanek co dekuji dnes do ho i ja jak jake jaky je jeho jej jeji jen jeste jestli ji jiz jsem jsi jsme jsou jste k kam kde kdo kdy kdyz ke ktera ktere ktery kterou ma mam mate me mezi mi
    mit mne mohu moje moji mu muj muze muzete muzu my na nad nam nas nasi ne nebo nej neni nez nic o od on ona oni ono pak po pod podle pokud prave pro proc prosim proto pred pres pri s se si sve svuj ta tak take takze tam tato tedy ten tento teto to toho
    tohle tom tomto tomu tu tuto ty u uz v vam vas vase ve vice vsak vsechno vy z za zda ze`,
}

/** Function words by language. */
export const functionWords: ReadonlyMap<Language, ReadonlySet<string>> = new Map(
  Object.entries(lists).map(([language, words]) => [
    language as Language,
    new Set(words.split(/\s+/).map(word => word.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))),
  ]),
)
