export { type DrawnPicture, drawPicture, drawPictureEarly } from "./drawn-picture.ts";
export { askEarly, askNamedAnswers, earlyAnswer, forgetEarlyAnswers } from "./early-answers.ts";
