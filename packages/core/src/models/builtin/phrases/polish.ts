import type { Phrases } from './phrases.ts'

export const polish: Phrases = {
  decline: 'Nie znalazłem na to odpowiedzi w informacjach, które mam.',
  canHelp: 'Można mnie zapytać na przykład:',
  topics: 'Mogę pomóc w sprawach:',
  greeting: name => `Dzień dobry! Jestem ${name}. Czego chcesz się dowiedzieć?`,
  thanks: 'Proszę bardzo! Czy mogę jeszcze w czymś pomóc?',
  goodbye: 'Do widzenia!',
  whoAmI: name => `Jestem ${name}, automatyczny asystent, nie człowiek. Przeszukuję dokumenty tej firmy i odpowiadam tym, co w nich jest.`,
  source: 'Źródło',
  otherLanguage: 'Znalazłem to w innym języku:',
  askBack: 'To może oznaczać kilka rzeczy. O co chodzi?',
  products: 'To może pasować:',
  from: price => `od ${price}`,
  before: price => `wcześniej ${price}`,
  inStock: 'dostępny',
  soldOut: 'wyprzedany',
  price: 'Cena',
  said: {
    greeting: /^(?:(?:czesc|hej|witam|witaj|siema|dzien dobry|dobry wieczor)(?: wszystkim| jak sie masz)*)$/,
    thanks: /^(?:(?:ok |super )*(?:dzieki|dziekuje|wielkie dzieki|bardzo dziekuje|dziekuje bardzo)(?: za pomoc)?)$/,
    goodbye: /^(?:(?:do widzenia|pa|na razie|milego dnia|dobranoc|do zobaczenia))$/,
    whoAreYou:
      /^(?:kim jestes|(?:czy )?jestes (?:botem|robotem|czlowiekiem|maszyna|prawdziwy)|jak masz na imie|co potrafisz|jak dzialasz|czy rozmawiam z (?:czlowiekiem|botem|robotem))$/,
  },
}
