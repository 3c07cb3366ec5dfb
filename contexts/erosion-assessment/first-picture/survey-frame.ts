import { type DrawnPicture, drawPictureEarly } from "#platform/first-view/browser";
import { type FirstSurvey, firstOpacity } from "./first-survey.ts";
import layout from "./survey-layout.module.css";

/**
 * The survey screen before its program: its parts, empty, and in the place of the map the first picture of the layer.
 *
 * @param content where the page stands within the console's frame; it must be on the screen, for the map has its size there
 */
export function drawSurveyFrame(content: HTMLElement, survey: FirstSurvey): DrawnPicture {
  const map = box(layout.map);
  const table = box(layout.table, box(layout.tableBar), box(layout.tableBody));
  table.style.setProperty("--table-rows", String(survey.rows));
  content.replaceChildren(
    box(
      layout.workspace,
      box(layout.layers),
      box(layout.middle, box(layout.mapFrame, map, box(layout.mapFoot)), table),
      box(layout.side),
    ),
  );
  const picture = drawPictureEarly({
    size: { width: map.clientWidth, height: map.clientHeight },
    bounds: survey.bounds,
    viewpoint: survey.address.view,
    ground: survey.ground,
    overlay: survey.overlay,
  });
  picture.setOpacity(firstOpacity);
  map.append(picture.element);
  return picture;
}

function box(className: string | undefined, ...children: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = className ?? "";
  element.append(...children);
  return element;
}
