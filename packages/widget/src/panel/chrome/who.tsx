import type { Child } from '../../dom/jsx.ts'
import { Avatar } from './avatar.tsx'

interface WhoProperties {
  readonly name: string
  readonly picture: string | null | undefined
  readonly children: Child
}

/** Whom one talks to, and what they are. */
export const Who = ({ name, picture, children }: WhoProperties) => (
  <>
    <Avatar name={name} picture={picture} />
    <div class="who">
      <h2>{name}</h2>
      <p>{children}</p>
    </div>
  </>
)
