/** The word for a chat by language, in scripts that are not Latin: where letters are, "Chat" is understood. */
const words = 'arدردشة heצ׳אט hiचैट jaチャット ko채팅 ruЧат ukЧат zh聊天'

/** Names the launcher before any texts are loaded. */
export const chatWord = (language: string): string => words.split(language.slice(0, 2))[1]?.split(' ')[0] ?? 'Chat'
