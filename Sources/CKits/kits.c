// The files of kits/, byte for byte (C23 #embed). A test holds this list against the folder.
#include "CKits.h"

static const unsigned char file0[] = {
#embed "../../kits/bi-thu-chi-bo-co-quan/kit.yaml"
};
static const unsigned char file1[] = {
#embed "../../kits/bi-thu-chi-bo-thon/kit.yaml"
};
static const unsigned char file2[] = {
#embed "../../kits/bi-thu-dang-uy-xa/kit.yaml"
};
static const unsigned char file3[] = {
#embed "../../kits/demo/ia-pa/to-chuc.csv"
};
static const unsigned char file4[] = {
#embed "../../kits/register/co-quan.csv"
};
static const unsigned char file5[] = {
#embed "../../kits/register/quan-he.csv"
};
static const unsigned char file6[] = {
#embed "../../kits/register/van-ban.csv"
};
static const unsigned char file7[] = {
#embed "../../kits/templates/ban-minh-hoa.docx"
};
static const unsigned char file8[] = {
#embed "../../kits/templates/bao-cao-thang.docx"
};
static const unsigned char file9[] = {
#embed "../../kits/templates/bien-ban-chuyen-de.docx"
};
static const unsigned char file10[] = {
#embed "../../kits/templates/bien-ban-hop-dang-uy.docx"
};
static const unsigned char file11[] = {
#embed "../../kits/templates/bien-ban-mau-da-dien.docx"
};
static const unsigned char file12[] = {
#embed "../../kits/templates/bien-ban-thuong-ky-co-quan.docx"
};
static const unsigned char file13[] = {
#embed "../../kits/templates/bien-ban-thuong-ky-r2.docx"
};
static const unsigned char file14[] = {
#embed "../../kits/templates/bien-ban-thuong-ky.docx"
};
static const unsigned char file15[] = {
#embed "../../kits/templates/danh-sach-dang-vien.docx"
};
static const unsigned char file16[] = {
#embed "../../kits/templates/de-cuong-chuyen-de-chuyen-doi-so.docx"
};
static const unsigned char file17[] = {
#embed "../../kits/templates/de-cuong-chuyen-de-dao-duc.docx"
};
static const unsigned char file18[] = {
#embed "../../kits/templates/de-cuong-chuyen-de-moi-truong.docx"
};
static const unsigned char file19[] = {
#embed "../../kits/templates/huong-dan-dieu-hanh.docx"
};
static const unsigned char file20[] = {
#embed "../../kits/templates/ke-hoach-giam-sat-dang-vien.docx"
};
static const unsigned char file21[] = {
#embed "../../kits/templates/ke-hoach-kiem-tra-dang-vien.docx"
};
static const unsigned char file22[] = {
#embed "../../kits/templates/ke-hoach-kiem-tra-giam-sat-nam-r2.docx"
};
static const unsigned char file23[] = {
#embed "../../kits/templates/ke-hoach-kiem-tra-giam-sat-nam.docx"
};
static const unsigned char file24[] = {
#embed "../../kits/templates/nghi-quyet-chi-bo.docx"
};
static const unsigned char file25[] = {
#embed "../../kits/templates/phieu-danh-gia-sinh-hoat.docx"
};
static const unsigned char file26[] = {
#embed "../../kits/templates/quy-che-chi-bo-co-quan.docx"
};
static const unsigned char file27[] = {
#embed "../../kits/templates/quy-che-chi-bo.docx"
};
static const unsigned char file28[] = {
#embed "../../kits/templates/quy-che-dang-uy-xa.docx"
};
static const unsigned char file29[] = {
#embed "../../kits/templates/templates.yaml"
};
static const unsigned char file30[] = {
#embed "../../kits/demo/dai-hoc/co-quan.csv"
};
static const unsigned char file31[] = {
#embed "../../kits/demo/dai-hoc/huong-dan-sinh-hoat-mo-rong.docx"
};
static const unsigned char file32[] = {
#embed "../../kits/demo/dai-hoc/kit.yaml"
};
static const unsigned char file33[] = {
#embed "../../kits/demo/dai-hoc/quan-he.csv"
};
static const unsigned char file34[] = {
#embed "../../kits/demo/dai-hoc/sap-xep.csv"
};
static const unsigned char file35[] = {
#embed "../../kits/demo/dai-hoc/templates.yaml"
};
static const unsigned char file36[] = {
#embed "../../kits/demo/dai-hoc/to-chuc.csv"
};
static const unsigned char file37[] = {
#embed "../../kits/demo/dai-hoc/truong-don-vi.csv"
};
static const unsigned char file38[] = {
#embed "../../kits/demo/dai-hoc/van-ban.csv"
};
static const unsigned char file39[] = {
#embed "../../kits/demo/hong-bang/co-quan.csv"
};
static const unsigned char file40[] = {
#embed "../../kits/demo/hong-bang/kit.yaml"
};
static const unsigned char file41[] = {
#embed "../../kits/demo/hong-bang/quan-he.csv"
};
static const unsigned char file42[] = {
#embed "../../kits/demo/hong-bang/sap-xep.csv"
};
static const unsigned char file43[] = {
#embed "../../kits/demo/hong-bang/to-chuc.csv"
};
static const unsigned char file44[] = {
#embed "../../kits/demo/hong-bang/van-ban.csv"
};
static const unsigned char file45[] = {
#embed "../../kits/demo/ia-pa/sap-xep.csv"
};

static const struct satchel_file files[] = {
    {"bi-thu-chi-bo-co-quan/kit.yaml", file0, sizeof file0},
    {"bi-thu-chi-bo-thon/kit.yaml", file1, sizeof file1},
    {"bi-thu-dang-uy-xa/kit.yaml", file2, sizeof file2},
    {"demo/ia-pa/to-chuc.csv", file3, sizeof file3},
    {"register/co-quan.csv", file4, sizeof file4},
    {"register/quan-he.csv", file5, sizeof file5},
    {"register/van-ban.csv", file6, sizeof file6},
    {"templates/ban-minh-hoa.docx", file7, sizeof file7},
    {"templates/bao-cao-thang.docx", file8, sizeof file8},
    {"templates/bien-ban-chuyen-de.docx", file9, sizeof file9},
    {"templates/bien-ban-hop-dang-uy.docx", file10, sizeof file10},
    {"templates/bien-ban-mau-da-dien.docx", file11, sizeof file11},
    {"templates/bien-ban-thuong-ky-co-quan.docx", file12, sizeof file12},
    {"templates/bien-ban-thuong-ky-r2.docx", file13, sizeof file13},
    {"templates/bien-ban-thuong-ky.docx", file14, sizeof file14},
    {"templates/danh-sach-dang-vien.docx", file15, sizeof file15},
    {"templates/de-cuong-chuyen-de-chuyen-doi-so.docx", file16, sizeof file16},
    {"templates/de-cuong-chuyen-de-dao-duc.docx", file17, sizeof file17},
    {"templates/de-cuong-chuyen-de-moi-truong.docx", file18, sizeof file18},
    {"templates/huong-dan-dieu-hanh.docx", file19, sizeof file19},
    {"templates/ke-hoach-giam-sat-dang-vien.docx", file20, sizeof file20},
    {"templates/ke-hoach-kiem-tra-dang-vien.docx", file21, sizeof file21},
    {"templates/ke-hoach-kiem-tra-giam-sat-nam-r2.docx", file22, sizeof file22},
    {"templates/ke-hoach-kiem-tra-giam-sat-nam.docx", file23, sizeof file23},
    {"templates/nghi-quyet-chi-bo.docx", file24, sizeof file24},
    {"templates/phieu-danh-gia-sinh-hoat.docx", file25, sizeof file25},
    {"templates/quy-che-chi-bo-co-quan.docx", file26, sizeof file26},
    {"templates/quy-che-chi-bo.docx", file27, sizeof file27},
    {"templates/quy-che-dang-uy-xa.docx", file28, sizeof file28},
    {"templates/templates.yaml", file29, sizeof file29},
    {"demo/dai-hoc/co-quan.csv", file30, sizeof file30},
    {"demo/dai-hoc/huong-dan-sinh-hoat-mo-rong.docx", file31, sizeof file31},
    {"demo/dai-hoc/kit.yaml", file32, sizeof file32},
    {"demo/dai-hoc/quan-he.csv", file33, sizeof file33},
    {"demo/dai-hoc/sap-xep.csv", file34, sizeof file34},
    {"demo/dai-hoc/templates.yaml", file35, sizeof file35},
    {"demo/dai-hoc/to-chuc.csv", file36, sizeof file36},
    {"demo/dai-hoc/truong-don-vi.csv", file37, sizeof file37},
    {"demo/dai-hoc/van-ban.csv", file38, sizeof file38},
    {"demo/hong-bang/co-quan.csv", file39, sizeof file39},
    {"demo/hong-bang/kit.yaml", file40, sizeof file40},
    {"demo/hong-bang/quan-he.csv", file41, sizeof file41},
    {"demo/hong-bang/sap-xep.csv", file42, sizeof file42},
    {"demo/hong-bang/to-chuc.csv", file43, sizeof file43},
    {"demo/hong-bang/van-ban.csv", file44, sizeof file44},
    {"demo/ia-pa/sap-xep.csv", file45, sizeof file45},
};

unsigned long satchel_file_count(void) { return sizeof files / sizeof files[0]; }

const struct satchel_file *satchel_file_at(unsigned long index) { return &files[index]; }
