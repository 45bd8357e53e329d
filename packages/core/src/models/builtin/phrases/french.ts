import type { Phrases } from './phrases.ts'

export const french: Phrases = {
  decline: "Je n'ai pas trouvé de réponse à cette question dans les informations dont je dispose.",
  canHelp: 'Vous pouvez par exemple me demander :',
  topics: 'Je peux vous renseigner sur :',
  greeting: name => `Bonjour ! Je suis ${name}. Que souhaitez-vous savoir ?`,
  thanks: 'Avec plaisir ! Puis-je vous aider pour autre chose ?',
  goodbye: 'Au revoir et à bientôt !',
  whoAmI: name =>
    `Je suis ${name}, un assistant automatique, pas une personne. Je cherche dans les documents de cette entreprise et je réponds avec ce qu'ils disent.`,
  source: 'Source',
  otherLanguage: "J'ai trouvé ceci dans une autre langue :",
  askBack: "Cela peut vouloir dire plusieurs choses. De quoi s'agit-il ?",
  products: 'Voici ce qui pourrait vous convenir :',
  from: price => `à partir de ${price}`,
  before: price => `auparavant ${price}`,
  inStock: 'en stock',
  soldOut: 'épuisé',
  price: 'Prix',
  said: {
    greeting:
      /^(?:(?:bonjour|salut|bonsoir|coucou|hello|hey|bonne journee)(?: a tous| tout le monde| madame| monsieur)?(?: ca va| comment (?:ca va|allez vous|vas tu))?|ca va|comment (?:ca va|allez vous|vas tu))$/,
    thanks:
      /^(?:(?:ok |super |parfait |daccord |tres bien )*(?:merci|merci bien|merci beaucoup|mille mercis|je vous remercie|je te remercie)(?: (?:beaucoup|bien|a vous|a toi|pour (?:votre|ton|l|l )? ?aide|infiniment))*)$/,
    goodbye: /^(?:(?:ok )*(?:au revoir|a bientot|a plus|adieu|bonne (?:journee|soiree|nuit)|ciao|salut a bientot))$/,
    whoAreYou:
      /^(?:qui (?:es tu|etes vous|est ce)|(?:es tu|etes vous|tu es|vous etes|est ce que (?:tu es|vous etes)) (?:un |une |vraiment |vrai )*(?:bot|robot|humain|personne|ia|machine|chatbot|vraie personne|reel)(?: ou (?:un |une )?(?:bot|robot|humain|personne|machine))?|(?:je parle|est ce que je parle) a (?:un|une) (?:robot|humain|personne|machine|vraie personne)|comment (?:tappelles tu|tu tappelles|vous appelez vous)|que (?:peux tu|pouvez vous|sais tu) faire|comment (?:fonctionnes tu|ca marche)|tu peux maider a quoi)$/,
  },
}
