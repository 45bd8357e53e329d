import type { AppProperties } from '../app.ts'
import { Avatar } from './avatar.tsx'
import { IconButton } from './icon-button.tsx'
import { icons } from './icons.ts'
import { Menu } from './menu.tsx'

/** Who one talks to, the agent or an operator, and what can be done with the conversation. */
export function Header({ app }: AppProperties) {
  const { t, agentConfig, conversation, extras, show } = app
  return (
    <div class="header" part="header">
      {() => {
        const handoff = conversation.handoff.current
        const person = handoff?.state === 'with_operator'
        const name = (person ? handoff.operator_name : agentConfig.current?.name) ?? ''
        return (
          <>
            <Avatar name={name} picture={person ? app.pictureOf(name) : agentConfig.current?.ui_settings.picture} />
            <div class="who">
              <h2>{name}</h2>
              <p>
                {t(person ? 'person' : 'assistant')}
                {person && (() => extras.read()?.Presence({ app }))}
              </p>
            </div>
          </>
        )
      }}
      {() => app.consented.current && <Menu app={app} />}
      <IconButton class="icon close" icon={icons.close} says={() => t('close')} onclick={() => show(false)} />
    </div>
  )
}
