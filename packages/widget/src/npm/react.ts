import type * as React from 'react'
import type { ChatElementAttributes } from './element-types.ts'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'craveva-chat': ChatElementAttributes & React.DetailedHTMLProps<React.HTMLAttributes<HTMLElement>, HTMLElement>
    }
  }
}
