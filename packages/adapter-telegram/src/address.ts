/** A chat of Telegram: of a business connection where the merchant's own account answers, of a topic where the group has some. */
export interface Place {
  readonly chatId: number
  readonly threadId: number | null
  readonly businessId: string | null
}

export const toAddress = ({ chatId, threadId, businessId }: Place) =>
  `${businessId === null ? '' : `${businessId}/`}${chatId}${threadId === null ? '' : `:${threadId}`}`

export function toPlace(address: string): Place {
  const [, businessId, chatId = '0', threadId] = /^(?:(.+)\/)?(-?\d+)(?::(\d+))?$/.exec(address) ?? []
  return { chatId: Number(chatId), threadId: threadId === undefined ? null : Number(threadId), businessId: businessId ?? null }
}

/** What every method that sends takes beside the chat. */
export const placement = ({ threadId, businessId }: Place) => ({
  ...(threadId === null ? {} : { message_thread_id: threadId }),
  ...(businessId === null ? {} : { business_connection_id: businessId }),
})
