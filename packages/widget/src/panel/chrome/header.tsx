import type { AppProperties } from '../app.ts'
import { IconButton } from './icon-button.tsx'
import { icons } from './icons.ts'
import { Menu } from './menu.tsx'
import { Who } from './who.tsx'

/** Whom one talks to, the agent or a person, and what can be done with the conversation. */
export function Header({ app }: AppProperties) {
  const { t, agentConfig, conversation, extras, show } = app
  const agent = () => (
    <Who name={agentConfig.current?.name ?? ''} picture={agentConfig.current?.ui_settings.picture}>
      {t('assistant')}
    </Who>
  )
  return (
    <div class="header" part="header">
      {() => {
        const handoff = conversation.handoff.current
        return (handoff?.state === 'with_operator' && extras.read()?.Person({ app, name: handoff.operator_name ?? '' })) || agent()
      }}
      {() => app.consented.current && <Menu app={app} />}
      <IconButton class="icon close" icon={icons.close} says={() => t('close')} onclick={() => show(false)} />
    </div>
  )
}
