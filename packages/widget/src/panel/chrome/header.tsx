import type { AppProperties } from '../app.ts'
import { IconButton } from './icon-button.tsx'
import { Menu } from './menu.tsx'

/** Who one talks to, and what can be done with the conversation. */
export function Header({ app }: AppProperties) {
  const { t, config, show } = app
  const name = () => config.value?.name ?? ''
  return (
    <div class="header" part="header">
      <span class="avatar" aria-hidden="true">
        {() => [...name()][0]}
      </span>
      <div class="who">
        <h2>{name}</h2>
        <p>{() => t('assistant')}</p>
      </div>
      <Menu app={app} />
      <IconButton class="icon close" icon="close" label={() => t('close')} onclick={() => show(false)} />
    </div>
  )
}
