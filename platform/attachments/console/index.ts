export { AttachmentsPanel } from "./attachments-panel.tsx";
