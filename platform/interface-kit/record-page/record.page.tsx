export default function RecordPage(): null {
  return null;
}
