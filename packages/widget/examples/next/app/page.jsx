import Link from 'next/link'

export default function Home() {
  return (
    <main>
      <h1>Lumen lamps</h1>
      <Link href="/lamps">All lamps</Link>
    </main>
  )
}
