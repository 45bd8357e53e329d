import type * as preact from 'preact'
import type { ChatElementAttributes } from './element-types.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'craveva-chat': ChatElementAttributes & preact.HTMLAttributes<HTMLElement>
    }
  }
}
