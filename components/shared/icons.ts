/** The icons in use, all from one set. */

export {
  ArrowLeft,
  Check,
  CircleDashed,
  Clock,
  Download,
  ExternalLink,
  Eye,
  EyeOff,
  ImageOff,
  Inbox,
  Link2,
  LockKeyhole,
  Maximize2,
  Plus,
  RefreshCw,
  Settings,
  Timer,
  TriangleAlert,
  Undo2,
  X,
} from "lucide-preact";
