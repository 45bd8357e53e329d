import type { HTMLAttributes } from 'vue'
import type { ChatElementAttributes } from './element-types.ts'

declare module 'vue' {
  interface GlobalComponents {
    'craveva-chat': new () => { $props: ChatElementAttributes & HTMLAttributes }
  }
}
