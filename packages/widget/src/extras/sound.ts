import { attempt } from '../panel/store/storage.ts'

/** Where it is remembered that the visitor wants to hear messages; the panel looks there as well. */
const key = 'craveva:sound'

export const isSoundOn = (): boolean => attempt(() => localStorage.getItem(key)) === 'on'

export function turnSound(on: boolean): void {
  attempt(() => (on ? localStorage.setItem(key, 'on') : localStorage.removeItem(key)))
  playSound()
}

/** Two soft tones, when sound is on. Made here, so that no file is loaded. */
export function playSound(): void {
  if (!isSoundOn()) return
  attempt(() => {
    const context = new AudioContext()
    for (const [index, frequency] of [660, 880].entries()) {
      const from = context.currentTime + index * 0.12
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = frequency
      volume.gain.setValueAtTime(0.08, from)
      volume.gain.exponentialRampToValueAtTime(0.001, from + 0.2)
      tone.connect(volume).connect(context.destination)
      tone.start(from)
      tone.stop(from + 0.2)
      tone.onended = () => index && context.close()
    }
  })
}
