//! The command line's words; what they do is in `commands`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::batch::shard::Shard;
use crate::diagnostics::Form;
use crate::figures::Purpose;
use crate::messages::Lang;

/// 刊印：把调查数据排成可付印、可核对的中文报告。
#[derive(Debug, Parser)]
#[command(name = "kanyin", version, disable_help_subcommand = true)]
pub struct Cli {
    /// 消息所用的语言；默认用报告的语言
    #[arg(long, global = true, value_enum, default_value_t, value_name = "LANG")]
    pub lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 排出报告（PDF，或逐页的 PNG、SVG）
    Build(BuildArgs),
    /// 核校数据、正文与表述；有错误时退出码为 1
    Check(CheckArgs),
    /// 边改边看：保存后浏览器里的页面随即更新，问题、表述与数据列在旁边
    Watch(WatchArgs),
    /// 起草下一年的报告：题目与标识照旧，答案待填，正文复制一份
    New(NewArgs),
    /// 把调查结果导入数据文件：问卷星统计、普通表格、逐人答卷，或改过的工作簿
    Import(ImportArgs),
    /// 把数据文件导出成 Excel 工作簿，改好后可用 import 导回
    Export(ExportArgs),
    /// 比较两年的数据：哪些变了，变化是否超出抽样误差；有不同时退出码为 1
    Compare(CompareArgs),
    /// 把报告导出成普通的 Typst 项目，不用刊印也能排版
    Eject(EjectArgs),
    /// 核验 PDF 或发布的文件夹：按它自己所带的源文件重排，逐字节比较；不一致时退出码为 1
    Verify(VerifyArgs),
    /// 从 PDF 中取出报告的源文件
    Extract(ExtractArgs),
    /// The process that `verify` reads a file in.
    #[command(hide = true)]
    VerifyWorker(VerifyWorkerArgs),
    /// 批量排版：清单中一行一个版本，各有各的数字、文字与图
    Batch(BatchArgs),
    /// The process that `batch` makes editions in.
    #[command(hide = true)]
    BatchWorker,
    /// 单独输出图：每幅一个 SVG 与 PNG，另有全部数据的工作簿 figures.xlsx
    Figures(FiguresArgs),
    /// 发布一个版本：PDF、网页版、封面、各图与数据、清单与校验和，放进 dist/ 下一个新文件夹
    Release(ReleaseArgs),
    /// 对照两次发布：哪些数字、文字、版面变了；有不同时退出码为 1
    Diff(DiffArgs),
    /// 说明一条核校规则；省略规则时列出全部
    Explain(ExplainArgs),
    /// 打印数据文件的 JSON Schema
    Schema,
}

/// What `build` takes.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    pub data: Option<PathBuf>,
    /// 输出文件；多页图片时为文件夹。缺少的文件夹会建好；省略时写到 dist/ 下
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Pdf)]
    pub format: Format,
    /// 只要这几页，按印出的页码写：封面、II、1-3，以逗号分隔
    #[arg(long, value_name = "RANGES")]
    pub pages: Option<String>,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 排校样：版面不变，旁注每个数据与表述的出处和判断，末附问题、保留与勘误
    #[arg(long)]
    pub proof: bool,
    /// PDF 标准：a-3a 可携带源文件，a-2a 不可
    #[arg(long, value_enum, default_value_t = Archive::A3a)]
    pub standard: Archive,
    /// 不把数据与正文等源文件装进 PDF
    #[arg(long)]
    pub no_source: bool,
    /// 排印刷版：出血、裁切线、四色油墨，内文与封面各一个 PDF
    #[arg(long)]
    pub print: bool,
    /// 有不实的表述时不排版，退出码为 1
    #[arg(long)]
    pub deny_false: bool,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
    /// 写明各步用时
    #[arg(long)]
    pub timings: bool,
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    pub data: Option<PathBuf>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
    /// 有未保留的警告时退出码也为 1
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub deny: Option<Deny>,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 只列出全部看法（#view），供专家审读
    #[arg(long)]
    pub views: bool,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What `watch` takes.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    pub data: Option<PathBuf>,
    /// 另写一份 PDF，随每次改动更新
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 本机的端口；省略时取一个空闲的，同一项目尽量不变
    #[arg(long)]
    pub port: Option<u16>,
    /// 打开浏览器
    #[arg(long)]
    pub open: bool,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What `new` takes.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// 新报告的年份，如 2019
    #[arg(value_parser = clap::value_parser!(u16).range(1900..2200))]
    pub year: u16,
    /// 上一年的数据文件
    #[arg(long, value_name = "DATA")]
    pub from: PathBuf,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// 要导入的表格：CSV（UTF-8 或 GBK）或 XLSX
    pub file: PathBuf,
    /// 导入到哪个数据文件
    #[arg(long, value_name = "DATA")]
    pub into: PathBuf,
    /// 只显示会怎样改动，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 已有的数值与表格不同时，以表格为准
    #[arg(long)]
    pub replace: bool,
    /// 数据中没有的题目与选项也加进去
    #[arg(long)]
    pub add: bool,
    /// 名称相近而不相同的，都认作同一项
    #[arg(long)]
    pub accept: bool,
    /// 指明表格中的名称是哪一项（可多次给出）：题干=题，题干/选项=题.选项；新的写作 +
    #[arg(long, value_name = "MAP")]
    pub map: Vec<String>,
    /// 只读工作簿中的这张表
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

/// What `export` takes.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// 数据文件
    pub data: PathBuf,
    /// 输出的工作簿，以 .xlsx 结尾
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// What `batch` takes.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// 清单：CSV 或 JSONL，一行一个版本；output 与 data 两列之外，各列写明数据中的一项，如 report.title、使用时间.不足1年.count
    pub list: PathBuf,
    /// 输出的文件夹；另有进度记录 batch.jsonl 与结果 batch.json
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// 同时排几个版本，每个一核；省略时有几核排几个
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// 只排清单的第 K 份，共 N 份；按输出的文件名分，与次序无关
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,
    /// 已经排好、数据与正文都未改的不再排
    #[arg(long)]
    pub resume: bool,
    /// 有不实的表述的版本不排，算作失败
    #[arg(long)]
    pub deny_false: bool,
    /// 不把数据与正文等源文件装进 PDF
    #[arg(long)]
    pub no_source: bool,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
    /// 不排版，只把各份的结果合成一个 batch.json
    #[arg(long, conflicts_with_all = ["jobs", "shard", "resume", "deny_false", "no_source", "font_path"])]
    pub merge: bool,
}

/// What `figures` takes.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// 题目的标识；省略时为正文中的全部图
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,
    /// 输出的文件夹；整个换新，里面有别的文件时不动
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// 用途：plain 只有图，原大，PNG 300 dpi；slides 供幻灯片，1920×1080；social 供网络，宽 1080 的卡片
    #[arg(long = "for", value_enum, default_value_t, value_name = "PURPOSE")]
    pub purpose: Purpose,
    /// 只要这种格式；省略时两种都要
    #[arg(long, value_enum)]
    pub format: Option<PictureFormat>,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What single figures are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PictureFormat {
    Svg,
    Png,
}

/// What `compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// 较早的数据文件
    pub old: PathBuf,
    /// 较晚的数据文件
    pub new: PathBuf,
    /// 输出形式；省略时随输出文件的结尾，没有输出文件时为 human
    #[arg(long, value_enum)]
    pub format: Option<CompareFormat>,
    /// 输出文件；省略时写到标准输出，PDF 写到 dist/ 下
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What `eject` takes.
#[derive(Debug, Args)]
pub struct EjectArgs {
    /// 新文件夹
    pub folder: PathBuf,
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What `verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// 刊印排出的 PDF，或发布的文件夹
    pub file: PathBuf,
    /// 可以签名的人（ssh-keygen 的 allowed_signers 文件）：核验文件夹的签名
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,
    /// 与此数据文件对照：PDF 所载是否就是这些数据
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// 只认逐字节一致
    #[arg(long)]
    pub strict: bool,
    /// 另用此文件夹中的字体（可多次给出）
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What the process behind `verify` takes.
#[derive(Debug, Args)]
pub struct VerifyWorkerArgs {
    #[arg(long)]
    pub font_path: Vec<PathBuf>,
}

/// What `extract` takes.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// 刊印排出的 PDF
    pub file: PathBuf,
    /// 新文件夹
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// What `release` takes.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// 版本号，如 1.0 或 1.0.1
    #[arg(value_name = "VERSION")]
    pub number: String,
    /// 数据文件；省略时取项目中年份最新的 data/<年>.json
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,
    /// 与此数据文件对比（可多次给出，由近及远）；省略时取数据中 links 所指的上一年
    #[arg(long, value_name = "PREV")]
    pub against: Vec<PathBuf>,
    /// 上一版的发布文件夹或 PDF，更新记录由它写起；省略时取输出文件夹中版本最近的一个
    #[arg(long, value_name = "DIR|PDF")]
    pub previous: Option<PathBuf>,
    /// 用这把 SSH 密钥给校验和签名（需要 ssh-keygen）
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// 放各个版本的文件夹；省略时为项目的 dist/
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// 另用此文件夹中的字体（可多次给出）；与自带字体同名时以此为准
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}

/// What changes are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Human,
    Json,
    Csv,
    Pdf,
}

/// What `diff` takes.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// 旧的一次发布：PDF，或发布的文件夹
    pub old: PathBuf,
    /// 新的一次发布：PDF，或发布的文件夹
    pub new: PathBuf,
    /// 另写一份可以阅读、打印的对照（HTML）
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 标准输出的形式
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

/// What a redline is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Human,
    Json,
}

/// What findings fail a check beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 规则的标识或名称，如 claim-false、表述不实
    pub rule: Option<String>,
}

/// Which archival standard a report's PDF follows; both are accessible, PDF/UA-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Archive {
    #[value(name = "a-3a")]
    A3a,
    #[value(name = "a-2a")]
    A2a,
}

/// What pages are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Pdf,
    Png,
    Svg,
}
