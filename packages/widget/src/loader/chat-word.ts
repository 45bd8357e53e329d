/** The word for a chat where it is not "Chat", by language. */
const words: Record<string, string> = {
  ar: 'دردشة',
  he: 'צ׳אט',
  hi: 'चैट',
  ja: 'チャット',
  ko: '채팅',
  pl: 'Czat',
  ru: 'Чат',
  sv: 'Chatt',
  tr: 'Sohbet',
  uk: 'Чат',
  vi: 'Trò chuyện',
  zh: '聊天',
}

/** Names the launcher before any texts are loaded. */
export const chatWord = (language: string): string => words[language.slice(0, 2)] ?? 'Chat'
