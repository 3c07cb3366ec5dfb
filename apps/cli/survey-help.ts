export const surveyHelp = `terrace survey — 年度水土流失调查(CSLE:A = R·K·L·S·B·E·T)

用法:
  terrace survey --config survey.yaml --out 成果目录
  terrace survey --dem dem.tif --rain 4000 --soil 0.03 --land-use 13 --tillage 0.4 --year 2024 --out 成果目录

示例:
  ./terrace survey --dem dem.tif --rain rain.csv --soil soil.tif --soil-table soil.csv \\
      --land-use landuse.shp --land-use-field DLBM --cover "fvc/*.tif" --cover-unit percent \\
      --measures measures.shp --measures-field CSDM --tillage 0.4 \\
      --zones divisions.geojson --zones-name name --year 2024 --out survey-2024

除高程外,各项都可以是全区一个数。配置文件的项名与选项相同(去掉 --),路径相对于配置文件。

高程
  --dem FILE                 GeoTIFF,投影坐标系,单位米
  --dem-crs EPSG:4549        文件没有或写错坐标系时给出
  --dem-unit metre|foot      高程单位;英尺会换算成米
  --dem-nodata -9999         文件没有写明的无数据值
  --project-to EPSG:4549     高程为经纬度时,先重采样到该投影(--cell-size 米)
  --spikes refuse|smooth|keep  突刺:拒绝(默认)、以四邻中值代替、保留

降雨侵蚀力 R,MJ·mm/(hm²·h·a)
  --rain FILE.csv            逐日雨量,列 date,rain_mm(--maximum-missing-days N:一年最多缺几天)
  --rain FILE.tif | 数       侵蚀力栅格或常数
  --rain-weights FILE.json   24 个半月权重(terrace erosivity --json 的输出),R 不由逐日雨量而来且给了盖度时需要

土壤可蚀性 K,t·hm²·h/(hm²·MJ·mm)
  --soil FILE.tif | 数       K 栅格或常数
  --soil FILE.tif --soil-table FILE.csv   土壤类型栅格与表:code,k 或 code,sand,silt,clay,organic_carbon(%)

土地利用
  --land-use FILE | 代码     栅格或矢量(--land-use-field 字段),动态监测 25 类代码
  --land-use-scheme gbt21010 按 GB/T 21010-2017 代码
  --land-use-crosswalk CSV   列 source,code:由原分类到 25 类代码

植被 B(非耕地)
  --cover FILE.csv           按地类:列 code,b
  --cover "fvc/*.tif"        24 个半月盖度,或 7=a.tif,13=b.tif 若干期(其余内插)
  --cover-unit fraction|percent|ndvi   ndvi 时给 --ndvi-soil 与 --ndvi-vegetation
  --understorey 0.3 | 21=0.3,31=0.6    林下盖度 GD

工程 E、耕作 T
  --measures FILE | 数       措施图斑(--measures-field 措施代码或 E 值);缺省为 1
  --tillage 数 | FILE.csv    列 code,t(按地类),或列 zone,t 加 --tillage-zones FILE --tillage-field 字段

分区与判别
  --zones FILE --zones-name 字段 [--zones-code 字段] [--zones-crs GCJ-02] [--overlaps refuse|first]
  --tolerance 200            容许土壤流失量,t/(km²·a)
  --year 2024  --title 文字  --product multi-year-mean|actual-year

坡长坡度
  --ls-method segment|desmet-govers   --maximum-length 100   --maximum-slope 度
  --gentle-cut-factor 0.7  --steep-cut-factor 0.5   --channel-threshold 公顷(0 = 不按沟道截断)

输出
  --minimum-patch 1000       图斑最小面积,m²
  --allow-uncovered          某项没有覆盖处不出结果(默认拒绝并说明位置和面积)
  --no-factors               不写 factors/ 中的因子栅格
  --json                     摘要以 JSON 写到标准输出
`;
