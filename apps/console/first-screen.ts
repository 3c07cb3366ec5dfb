import { drawSurveyFrame, type FirstSurvey, readFirstSurvey } from "#contexts/erosion-assessment/first-picture";
import { askEarly, askNamedAnswers } from "#platform/first-view/browser";
import { openedPath } from "./console-address.ts";
import styles from "./console-frame.module.css";
import { firstLanguage, rememberedLanguage } from "./language-choice.ts";
import logo from "./terrace.svg";

/** As much of a session as decides whether surveys may be shown. */
interface EarlySession {
  readonly permissions: readonly string[];
  readonly mustSetPassword: boolean;
  readonly mustEnrolTotp?: boolean;
  readonly isViewer?: boolean;
}

/**
 * Shows the survey that the page opens with before the console's program is there: its layer as plain pictures, in an empty
 * frame. Only where the address opens the surveys and the session may see them; what fails here the program meets again
 * and tells.
 *
 * @param place where the program puts the console; it replaces what is there
 * @returns true once the layer is on the screen, false where there is nothing to show
 */
export async function showFirstScreen(place: HTMLElement): Promise<boolean> {
  document.documentElement.lang = firstLanguage(window.location.search, rememberedLanguage());
  askNamedAnswers();
  // Every page begins with it.
  const session = askEarly<EarlySession>("/api/session");
  try {
    const survey = await readSurvey(session);
    return survey !== undefined && (await drawSurveyFrame(drawConsoleFrame(place), survey).whole);
  } catch (error) {
    console.error(error);
    return false;
  }
}

/** The survey that the address opens, for a session that may see it. */
async function readSurvey(asked: Promise<EarlySession | undefined>): Promise<FirstSurvey | undefined> {
  const { pathname, search } = window.location;
  if (pathname !== "/" && pathname !== "/surveys") return undefined;
  const session = await asked;
  if (session === undefined || !opensSurveys(pathname, session)) return undefined;
  return readFirstSurvey(search, askEarly);
}

function opensSurveys(path: string, session: EarlySession): boolean {
  const mayView = session.permissions.includes("survey.view") && !session.mustSetPassword && !session.mustEnrolTotp;
  return mayView && openedPath(path, session.isViewer === true) === "/surveys";
}

/** The console's bar and menu, empty; returns the place of the page. */
function drawConsoleFrame(place: HTMLElement): HTMLElement {
  const picture = document.createElement("img");
  Object.assign(picture, { src: logo, alt: "", width: 24, height: 24 });
  const brand = box(styles.brand, picture);
  const content = box(styles.content);
  place.replaceChildren(box(styles.frame, box(styles.bar, brand), box(styles.body, box(styles.rail), content)));
  return content;
}

function box(className: string | undefined, ...children: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = className ?? "";
  element.append(...children);
  return element;
}
