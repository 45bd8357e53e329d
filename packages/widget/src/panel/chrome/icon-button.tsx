import type { Properties } from '../../dom/jsx.ts'
import { Icon, type IconName } from './icon.tsx'

export type IconButtonProperties = Properties<HTMLButtonElement> & {
  readonly iconName: IconName | (() => IconName)
  readonly says: () => string
}

/** A button that shows an icon and says what it does. */
export const IconButton = ({ iconName, says, ...others }: IconButtonProperties) => (
  <button type="button" class="icon" aria-label={says} {...others}>
    <Icon name={iconName} />
  </button>
)
