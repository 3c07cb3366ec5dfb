/** An answer as it came, with its whole body. */
interface EarlyAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Answers on their way, by address. */
const answers = new Map<string, Promise<EarlyAnswer>>();

/**
 * Asks our server for what the program is going to ask, before the program is there. The program finds the answer with
 * `earlyAnswer`; the session's cookie goes along as with any other request.
 *
 * @param address from `/api/…`
 * @returns the JSON of the answer to the one who asks early; undefined where it is a refusal
 */
export async function askEarly<Content>(address: string): Promise<Content | undefined> {
  const asked = answers.get(address) ?? ask(address);
  answers.set(address, asked);
  const { status, body } = await asked;
  return status === 200 ? (JSON.parse(body) as Content) : undefined;
}

/** Asks for all that the server named in the page's header (`Link: …; rel=preload; as=fetch`) and that has come already. */
export function askNamedAnswers(): void {
  for (const { name } of performance.getEntriesByType("resource")) {
    const { origin, pathname } = new URL(name);
    if (origin === window.location.origin && pathname.startsWith("/api/") && !answers.has(pathname)) {
      answers.set(pathname, ask(pathname));
    }
  }
}

/** The answer that was asked for early; once, so that whoever asks again asks the server. */
export function earlyAnswer(address: string): Promise<Response> | undefined {
  const answer = answers.get(address);
  answers.delete(address);
  return answer?.then(({ body, ...head }) => new Response(body, head));
}

/** Once the program has started, what it did not take is out of date. */
export function forgetEarlyAnswers(): void {
  answers.clear();
}

function ask(address: string): Promise<EarlyAnswer> {
  const answer = fetch(address, { headers: { Accept: "application/json" } }).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: await response.text(),
  }));
  // Who takes it is told of a failure; but nobody need take it.
  void Promise.allSettled([answer]);
  return answer;
}
