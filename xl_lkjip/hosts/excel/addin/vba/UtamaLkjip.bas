Attribute VB_Name = "UtamaLkjip"
Option Explicit

Public Python As New JembatanPython
Private kejadian As KejadianExcel
Private lewat As String

Private Const SEL_MAKS As Long = 200000
Private Const NAMA_ADA_FUNGSI As String = "@ADA_FUNGSI@"

' Excel runs this when it loads the add-in. It never raises.
Public Sub Auto_Open()
    Dim Wb As Workbook, banyak As Long
    On Error Resume Next
    MulaiKejadian
    DaftarkanFungsi
    For Each Wb In Workbooks
        SambungkanBuku Wb, banyak
    Next Wb
End Sub

Public Sub Auto_Close()
    On Error Resume Next
    Python.Putuskan
End Sub

Private Sub MulaiKejadian()
    Set kejadian = New KejadianExcel
    kejadian.Mulai
End Sub

Public Sub SambungkanLkjip()
    Dim banyak As Long, pesan As String
    Python.Putuskan
    If Not Python.Sambung() Then Exit Sub
    lewat = ""
    MulaiKejadian
    On Error Resume Next
    DaftarkanFungsi
    Application.CalculateFullRebuild
    SambungkanBuku ActiveWorkbook, banyak
    On Error GoTo 0
    pesan = "Python dimulai lagi; " & banyak & " rumus atau tautan disambungkan ulang."
    If lewat <> "" Then pesan = pesan & vbCrLf & "Tidak dapat disambungkan, karena terlalu besar atau dikunci sandi:" & lewat
    MsgBox pesan, vbInformation, "LKjIP"
End Sub

' For uji-excel: the way of every button, to Python and back to Excel, without a window at its end.
Public Sub UjiTombolLkjip()
    Python.Jalankan "@UJI@"
End Sub

' Python asks for this through OnTime: while it works, events are off and it could not answer the formulas.
Public Sub SambungkanAktif()
    Dim banyak As Long
    On Error Resume Next
    SambungkanBuku ActiveWorkbook, banyak
End Sub

' In a box whose text can be copied. Excel holds the file of the add-in, so nothing can be installed from here.
Public Sub PasangPythonLkjip()
    Dim perintah As String
    perintah = Replace(GetSetting("@APLIKASI@", "@BAGIAN@", "@NILAI_PYTHON@", ""), "pythonw.exe", "python.exe", , , vbTextCompare)
    If perintah = "" Then perintah = "xl-lkjip" Else perintah = Chr$(34) & perintah & Chr$(34) & " -m xl_lkjip"
    InputBox "Salin perintah ini, simpan pekerjaan Anda, tutup semua jendela Excel, lalu jalankan di Prompt Perintah (cmd):", _
             "LKjIP: pasang ulang", perintah & " pasang excel"
End Sub

' Binds what did not find our functions when the workbook was opened, and adds how much that was.
Public Sub SambungkanBuku(ByVal Wb As Workbook, ByRef banyak As Long)
    Dim tersimpan As Boolean, lembar As Worksheet, sel As Range
    If Wb Is ThisWorkbook Then Exit Sub
    tersimpan = Wb.Saved
    On Error Resume Next
    banyak = banyak + TautkanKeSini(Wb)
    Set sel = SelAdaFungsi(Wb)
    If Not sel Is Nothing Then
        If Not BernilaiBenar(sel) Then banyak = banyak + MasukkanUlang(sel.Worksheet, sel)
    End If
    For Each lembar In Wb.Worksheets
        banyak = banyak + SambungkanLembar(lembar)
    Next lembar
    Wb.Saved = tersimpan
End Sub

' A formula that was saved with this add-in in another folder names that folder.
Private Function TautkanKeSini(ByVal Wb As Workbook) As Long
    Dim tautan As Variant, satu As Variant
    tautan = Wb.LinkSources(xlExcelLinks)
    If IsEmpty(tautan) Then Exit Function
    For Each satu In tautan
        If LCase$(Mid$(satu, InStrRev(satu, "\") + 1)) = LCase$(ThisWorkbook.Name) And LCase$(satu) <> LCase$(ThisWorkbook.FullName) Then
            Wb.ChangeLink satu, ThisWorkbook.FullName, xlLinkTypeExcelLinks
            TautkanKeSini = TautkanKeSini + 1
        End If
    Next satu
End Function

Private Function SelAdaFungsi(ByVal Wb As Workbook) As Range
    On Error Resume Next
    Set SelAdaFungsi = Wb.Names(NAMA_ADA_FUNGSI).RefersToRange
End Function

Private Function BernilaiBenar(ByVal sel As Range) As Boolean
    If Not IsError(sel.Value) Then BernilaiBenar = (sel.Value = True)
End Function

Private Function SambungkanLembar(ByVal lembar As Worksheet) As Long
    Dim rumus As Variant, nilai As Variant, b As Long, k As Long, perlu As Range, dipakai As Range
    Set dipakai = lembar.UsedRange
    If dipakai.CountLarge > SEL_MAKS Then
        lewat = lewat & vbCrLf & lembar.Name
        Exit Function
    End If
    If dipakai.CountLarge = 1 Then
        If IsError(dipakai.Value) Then
            If dipakai.Value = CVErr(xlErrName) And MemuatFungsi(CStr(dipakai.Formula)) Then SambungkanLembar = MasukkanUlang(lembar, dipakai)
        End If
        Exit Function
    End If
    rumus = dipakai.Formula
    nilai = dipakai.Value
    For b = 1 To UBound(rumus, 1)
        For k = 1 To UBound(rumus, 2)
            If IsError(nilai(b, k)) Then
                If nilai(b, k) = CVErr(xlErrName) And MemuatFungsi(CStr(rumus(b, k))) Then
                    If perlu Is Nothing Then
                        Set perlu = dipakai.Cells(b, k)
                    Else
                        Set perlu = Union(perlu, dipakai.Cells(b, k))
                    End If
                End If
            End If
        Next k
    Next b
    If Not perlu Is Nothing Then SambungkanLembar = MasukkanUlang(lembar, perlu)
End Function

Private Function MemuatFungsi(ByVal rumus As String) As Boolean
    Dim nama As Variant
    If Left$(rumus, 1) <> "=" Then Exit Function
    For Each nama In Split(NAMA_FUNGSI)
        If InStr(1, rumus, nama & "(", vbTextCompare) > 0 Then
            MemuatFungsi = True
            Exit Function
        End If
    Next nama
End Function

' Formulas of a locked sheet cannot be entered: protection without a password is lifted meanwhile, and comes back as it was.
Private Function MasukkanUlang(ByVal lembar As Worksheet, ByVal semua As Range) As Long
    Dim sel As Range, terlindung As Boolean, p As Protection, pilihan(1 To 14) As Boolean
    On Error GoTo selesai
    terlindung = lembar.ProtectContents
    If terlindung Then
        Set p = lembar.Protection
        pilihan(1) = p.AllowFormattingCells
        pilihan(2) = p.AllowFormattingColumns
        pilihan(3) = p.AllowFormattingRows
        pilihan(4) = p.AllowInsertingColumns
        pilihan(5) = p.AllowInsertingRows
        pilihan(6) = p.AllowInsertingHyperlinks
        pilihan(7) = p.AllowDeletingColumns
        pilihan(8) = p.AllowDeletingRows
        pilihan(9) = p.AllowSorting
        pilihan(10) = p.AllowFiltering
        pilihan(11) = p.AllowUsingPivotTables
        pilihan(12) = lembar.ProtectDrawingObjects
        pilihan(13) = lembar.ProtectScenarios
        pilihan(14) = lembar.ProtectionMode
        lembar.Unprotect ""
    End If
    For Each sel In semua.Cells
        If Not sel.HasArray Then
            Ulangi sel
            MasukkanUlang = MasukkanUlang + 1
        End If
    Next sel
selesai:
    If Err.Number <> 0 Then lewat = lewat & vbCrLf & lembar.Name
    If terlindung And Not lembar.ProtectContents Then
        lembar.Protect DrawingObjects:=pilihan(12), Contents:=True, Scenarios:=pilihan(13), UserInterfaceOnly:=pilihan(14), _
            AllowFormattingCells:=pilihan(1), AllowFormattingColumns:=pilihan(2), AllowFormattingRows:=pilihan(3), _
            AllowInsertingColumns:=pilihan(4), AllowInsertingRows:=pilihan(5), AllowInsertingHyperlinks:=pilihan(6), _
            AllowDeletingColumns:=pilihan(7), AllowDeletingRows:=pilihan(8), AllowSorting:=pilihan(9), _
            AllowFiltering:=pilihan(10), AllowUsingPivotTables:=pilihan(11)
    End If
End Function

' Formula2 keeps formulas that spill; Excel before 2021 does not know it, hence As Object.
Private Sub Ulangi(ByVal sel As Object)
    On Error Resume Next
    sel.Formula2 = sel.Formula2
    If Err.Number <> 0 Then sel.Formula = sel.Formula
End Sub
